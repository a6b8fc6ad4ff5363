"""Showing somebody new around: three steps for each duty, each about one page. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from observe.assessment import Duty


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to know at the beginning.

    Attributes:
        title: what it is about, in a few words.
        words: what to know, in a sentence or two.
        page: address of the page that it speaks of.
        link: what the link to that page says.
    """

    title: str
    words: str
    page: str
    link: str


TOURS: Mapping[Duty | None, tuple[Step, ...]] = {
    None: (
        Step(
            "Add a call",
            "Bring a recording that both people agreed to, or try one of the sample calls. After a few minutes "
            "its words, its speakers and what was heard are ready.",
            "add",
            "Go to Add a call",
        ),
        Step(
            "Listen and read along",
            "On Review, press a word or a mark to hear it from there. The machine suggests, and shows the "
            "second and the words that it goes by; a person decides.",
            "review",
            "Go to Review",
        ),
        Step(
            "Say who you are",
            "Give your name and your part under “Who are you?” at the top. Then you can mark calls, or find "
            "the ones that are yours, and the menu holds the pages for your work.",
            "calls",
            "Go to Calls",
        ),
    ),
    "learner": (
        Step(
            "Find your calls",
            "My calls holds the calls that your assessor opened for you, under the name you gave. Nobody "
            "else's calls are shown to you.",
            "calls",
            "Go to My calls",
        ),
        Step(
            "Mark yourself first",
            "On Review, listen, say what you think of each point and save it. Only then you see what the "
            "machine suggests; your assessor's decisions come when they are signed. You can dispute any of "
            "them.",
            "review",
            "Go to Review",
        ),
        Step(
            "See how far you are",
            "My portfolio shows which points are shown on which call, what is missing, and what kind of call "
            "to record next.",
            "portfolio",
            "Go to My portfolio",
        ),
    ),
    "assessor": (
        Step(
            "See what waits for you",
            "To mark lists your calls, the most pressing first: returned, disputed, begun and new ones.",
            "to_mark",
            "Go to To mark",
        ),
        Step(
            "Listen, decide, sign",
            "On Review, decide each point, with the moments that show it and your reason. Unless you choose "
            "otherwise, the machine's suggestion stays hidden until you have decided. Sign when all are done.",
            "review",
            "Go to Review",
        ),
        Step(
            "See what a learner still needs",
            "Portfolio sets a learner's calls beside the points of a unit, with what is missing.",
            "portfolio",
            "Go to Portfolio",
        ),
    ),
    "team_leader": (
        Step(
            "Check signed calls",
            "Spot-check brings the calls where a look is likely to pay, each with the reason and the moment to "
            "hear, and draws a random sample. Accept a call, or return it with what is to be done.",
            "spot_check",
            "Go to Spot-check",
        ),
        Step(
            "See how alike people decide",
            "Agreement compares assessors with each other and with the machine, point by point, and says how "
            "sure each figure is.",
            "agreement",
            "Go to Agreement",
        ),
        Step(
            "Look at any call",
            "On Review you see every decision and suggestion of a call beside its sound, and who did what.",
            "review",
            "Go to Review",
        ),
    ),
    "administrator": (
        Step(
            "Add calls, with consent",
            "Say first how both people agreed; without that nothing is read or kept. Then bring recordings.",
            "add",
            "Go to Add a call",
        ),
        Step(
            "Follow and find calls",
            "Calls shows what is being analysed and what failed, with what to do. Search it for what was said, "
            "or narrow it by filters.",
            "calls",
            "Go to Calls",
        ),
        Step(
            "Set right and hand out",
            "On Review, correct what was misheard and open a call for its learner and assessor. The files to "
            "keep are there too.",
            "review",
            "Go to Review",
        ),
    ),
}


def place_of(step: int, duty: Duty | None) -> str:
    """Which step of how many.

    Example:
        >>> place_of(0, "learner")
        '1 of 3'
    """
    return f"{step + 1} of {len(TOURS[duty])}"


def said(step: int, duty: Duty | None) -> str:
    """A step as a screen reader is to say it."""
    shown = TOURS[duty][step]
    return f"Show me around, {place_of(step, duty)}. {shown.title}. {shown.words}"
