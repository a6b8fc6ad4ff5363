"""The frameworks that the units name for dealing with a problem, and how a call follows them.

Each is one YAML file beside this one. `follow` says of a call which phases were heard, in order or not, and
which are missing; `docs/frameworks.md` tells what that means.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from observe.frameworks.framework import Framework, Phase, parse
from observe.frameworks.ribbon import PhaseHeard, PhaseState, Ribbon, Stretch, follow

__all__ = ["Framework", "Phase", "PhaseHeard", "PhaseState", "Ribbon", "Stretch", "follow", "load_all", "parse"]

#: In the order in which they are offered.
_NAMES = ("lair", "last", "leap", "craft", "acknowledge-apologise-act-assure")


@cache
def load_all() -> tuple[Framework, ...]:
    """Every framework that comes with the program.

    Raises:
        SchemeInvalid: a file breaks a rule of the format.
    """
    paths = [Path(__file__).with_name(f"{name}.yaml") for name in _NAMES]
    return tuple(parse(path.read_text(encoding="utf-8"), path.name) for path in paths)
