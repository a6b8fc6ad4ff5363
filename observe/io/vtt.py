"""WebVTT captions: a caption a turn, the speaker as a voice tag.

Format: W3C WebVTT, https://www.w3.org/TR/webvtt1/. A turn is one caption, however long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from observe.annotation import Seconds, Turn


def dumps(turns: Iterable[Turn], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Captions for a call, in time order.

    Args:
        turns: in order of their start.
        names: to show for voices, by label, where people gave them one; else roles are shown.

    Example:
        >>> from observe.annotation import turn_from_text
        >>> print(dumps([turn_from_text(0, "SPEAKER_00", "agent", "Good morning", start=1.5)]), end="")
        WEBVTT
        <BLANKLINE>
        1
        00:00:01.500 --> 00:00:02.300
        <v Agent>Good morning
    """
    blocks = ["WEBVTT\n"]
    for number, turn in enumerate(turns, 1):
        name = names.get(turn.speaker) or (turn.role.capitalize() if turn.role != "other" else turn.speaker)
        # A caption of no length is dropped by players: show it for at least a moment.
        end = max(turn.end, turn.start + 0.05)
        blocks.append(
            f"{number}\n{_clock(turn.start)} --> {_clock(end)}\n<v {_escaped(name)}>{_escaped(turn.text)}\n"
        )
    return "\n".join(blocks)


def _clock(seconds: Seconds) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(text: str) -> str:
    # An empty line would end the caption, so all white space becomes single spaces.
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
