"""How each cue looks, as its own file says it (`observe.cues.shared.about`)."""

from __future__ import annotations

from collections.abc import Mapping

from observe.cues import CUES
from observe.cues.shared.about import GROUPS, About

__all__ = ["GROUPS", "STYLES", "style_of"]

#: In the order in which cues are listed.
STYLES: Mapping[str, About] = CUES


def style_of(cue: str) -> About:
    """The look of a kind of cue; a plain one for a kind that was known once and is no more."""
    plain = cue.replace("_", " ")
    return STYLES.get(cue) or About(plain.capitalize(), plain, "?", "service", place=0)
