"""What the pages show, as plain values: rows of the call list, badges, times, lines of text. No Streamlit."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from observe.annotation import Seconds
from observe.clock import clock
from observe.observation import Basis, Outcome, RoleFound
from observe.store import JobState, StoredObservation


@dataclass(frozen=True, slots=True)
class Badge:
    """A suggested outcome, in a symbol and words; colour only repeats them.

    Attributes:
        symbol: one character.
        words: the outcome, for people.
        tone: which colour it takes.
        explains: one sentence on what it means.
    """

    symbol: str
    words: str
    tone: str
    explains: str


BADGES: Mapping[Outcome, Badge] = {
    "shown": Badge("✓", "Shown", "good", "Heard on this call; listen to the quotes and decide."),
    "opportunity_missed": Badge(
        "✗", "Opportunity missed", "missed", "The moment for it came and it was not heard."
    ),
    "no_opportunity": Badge("–", "No opportunity", "plain", "Nothing on this call asked for it."),
    "not_on_recording": Badge(
        "○", "Not on a recording", "plain", "No recording can show this; other evidence serves."
    ),
}

BASES: Mapping[Basis, tuple[str, str]] = {
    "explicit": (
        "Both people agreed beforehand",
        "The agent and the customer were each asked, and said or wrote that this call may be used.",
    ),
    "verbal-on-call": (
        "Agreed on the call itself",
        "Both are heard agreeing on the recording. A notice that calls are recorded is not enough by itself.",
    ),
    "role-play": (
        "Role-play",
        "A practice call between people who know that it is one, and agreed to it; there is no real customer.",
    ),
}

STATE_WORDS: Mapping[JobState, str] = {
    "queued": "Waiting",
    "running": "Being analysed",
    "done": "Ready",
    "failed": "Failed",
    "cancelled": "Cancelled",
}

#: Marks on one letter; no script needs more, and a heap of them covers the lines around.
MOST_MARKS = 6
JOINERS = "\u200c\u200d"
STAYS = frozenset(f"\n\t{JOINERS}")
#: Takes no room and breaks no line.
UNBROKEN = "\u2060"
#: What a link begins with, escaped; of a mail address, all up to its sign.
_ADDRESS = re.compile(r"https?(?=\\:)|www(?=\\\.)|\S(?=\\@)", re.IGNORECASE)

#: Of a call that has been analysed before, and so can be reviewed whatever its latest job does.
AGAIN_WORDS: Mapping[JobState, str] = {
    "queued": "Ready; waiting to be analysed again",
    "running": "Ready; being analysed again",
    "failed": "Ready; analysing it again failed",
}

STAGE_WORDS: Mapping[str, str] = {
    "": "Starting",
    "consent": "Checking consent",
    "weights": "Loading what is needed",
    "decode": "Reading the recording",
    "transcribe": "Writing down the words",
    "diarise": "Telling the speakers apart",
    "turns": "Putting the conversation together",
    "cues": "Listening for cues",
    "marking": "Comparing with the marking points",
    "store": "Saving",
}


@dataclass(frozen=True, slots=True)
class CallRow:
    """A line of the call list.

    Attributes:
        observation: id of the newest analysis.
        sha256: of the recording.
        file: the recording's name, safe to show.
        when: when it was analysed, in the reader's own zone.
        length: such as ``02:05``.
        cues: how many.
        shown: marking points suggested as shown, over all units.
        missed: those where an opportunity was missed.
        basis: of the consent, in words.
        state: of its latest job, in words.
    """

    observation: int
    sha256: str
    file: str
    when: datetime
    length: str
    cues: int
    shown: int
    missed: int
    basis: str
    state: str


def call_rows(observations: Iterable[StoredObservation], states: Mapping[str, JobState]) -> tuple[CallRow, ...]:
    """One row a recording, in the order given.

    Args:
        observations: the latest of each recording.
        states: of each recording's newest job; a call that is analysed again says so.
    """
    return tuple(
        CallRow(
            observation=seen.id,
            sha256=seen.sha256,
            file=shown_name(seen.file),
            when=seen.created_at.astimezone(),
            length=clock(seen.duration_s),
            cues=seen.cues,
            shown=seen.outcomes.get("shown", 0),
            missed=seen.outcomes.get("opportunity_missed", 0),
            basis=BASES[seen.basis][0],
            state=AGAIN_WORDS.get(states.get(seen.sha256, "done"), "Ready"),
        )
        for seen in observations
    )


def time_left_words(seconds: Seconds | None) -> str:
    """How long a job will take yet, rounded as a person would say it.

    Example:
        >>> time_left_words(100.0), time_left_words(8.0), time_left_words(None)
        ('about 2 minutes left', 'a few seconds left', '')
    """
    if seconds is None:
        return ""
    if seconds < 15:
        return "a few seconds left"
    if seconds < 50:
        return f"about {10 * math.ceil(seconds / 10)} seconds left"
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return f"about {minutes} minute{'s' if minutes > 1 else ''} left"
    return f"about {round(minutes / 60)} hours left"


def legible(text: str) -> str:
    r"""Text from outside, line breaks kept, without what turns the reading direction or covers other lines.

    What joins the parts of a picture or the letters of a script stays.

    Example:
        >>> legible("a\u202eb" + "\u0301" * 50) == "ab" + "\u0301" * MOST_MARKS
        True
    """
    if text.isascii() and text.isprintable():
        return text
    kept, marks = [], 0
    for sign in text:
        category = unicodedata.category(sign)
        if category in ("Mn", "Me"):
            marks += 1
        elif sign not in JOINERS:
            marks = 0
        if marks <= MOST_MARKS and (sign in STAYS or category not in ("Cc", "Cf", "Cs", "Co")):
            kept.append(sign)
    return "".join(kept)


def shown_name(text: str, longest: int = 120) -> str:
    r"""Text from outside made fit for one line: nothing that turns the reading direction, nothing endless.

    Example:
        >>> shown_name("call\u202egnp.wav")
        'callgnp.wav'
    """
    plain = legible(text.replace("\n", " ").replace("\t", " ")).strip()
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def as_markdown_text(text: str, longest: int = 400) -> str:
    """Text from outside, to stand in Streamlit's Markdown as it is: no mark-up, link, icon, formula or HTML."""
    escaped = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/^=])", r"\\\1", shown_name(text, longest))
    # An address of the web or of mail is made a link after all is read, so that no escape keeps it from that.
    return _ADDRESS.sub(rf"\g<0>{UNBROKEN}", escaped)


def as_markdown_prose(text: str) -> str:
    """What a person wrote, at its full length, to stand in Streamlit's Markdown as it is."""
    return as_markdown_text(text, 10_000)


def role_words(found: RoleFound) -> str:
    """What a voice was taken for, and how sure that is, in words."""
    who = {"agent": "Agent", "customer": "Customer", "other": "Someone else"}[found.role]
    if found.confidence >= 1.0:
        return f"{who}, as you said"
    sure = "surely" if found.confidence >= 0.8 else "probably" if found.confidence > 0.6 else "a guess"
    return f"{who}, {sure}"
