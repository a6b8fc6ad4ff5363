"""The labelled dialogues that cues are measured on, and what their labels mean.

The rules were written with one half of the dialogues at hand (even checksum of the dialogue's name), the seen
half. Lines of the other half were not read, though its totals were between edits.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache

from benchmarks.data import shared
from observe.evaluate.labels import Labelled, read_labelled
from observe.io.transcript import Dialogue, dialogues


@dataclass(frozen=True, slots=True)
class Corpus:
    """One data set.

    Attributes:
        name: of its file.
        what: what it is, in a line.
        labels: what its labels mean where that is not what the cue's name says.
        licence: as its makers give it; whatever it is, only figures are published here.
    """

    name: str
    what: str
    labels: str
    licence: str


CORPORA = (
    Corpus(
        "oasis",
        "real calls to telephone operators, lower case without punctuation; the closest match",
        "apology: any regret, a brief “sorry” too. next_step: mostly what the operator does at once. "
        "paraphrase: confirmations, also those of one word, which few would call a paraphrase. "
        "clarifying_question: requests to repeat alone, so only those are scored. read_back: echoes",
        "not stated; © BT and Lancaster University",
    ),
    Corpus(
        "annomi",
        "counselling talks, transcribed with punctuation, marked by experts",
        "paraphrase: reflections, simple ones and those that add what was only implied. question: open and "
        "closed. customer_name: lines in which a name may be another's are left out",
        "freely available; Wu et al. 2022",
    ),
    Corpus(
        "mrda",
        "two research meetings, several speakers",
        "clarifying_question: understanding checks and requests to repeat. paraphrase: summaries of what was "
        "said. next_step: commitments",
        "ICSI corpus terms",
    ),
    Corpus(
        "mrda_rare",
        "windows of meetings round rare acts",
        "as mrda. Chosen for the rare acts, so precision is higher than in a whole meeting",
        "ICSI corpus terms",
    ),
    Corpus(
        "maptask",
        "two people agree on a route on two maps",
        "clarifying_question: checks, questions that ask the other to confirm what one believes already",
        "HCRC Map Task terms",
    ),
    Corpus(
        "epitome",
        "posts of people in distress and written replies",
        "empathy: an emotional reaction, as a whole reply of several sentences shows it",
        "Sharma et al. 2020",
    ),
    Corpus(
        "service_smoke",
        "role-played bank calls and support chats, labelled for this project",
        "as the cue files define them; a smoke test, not evidence",
        "CC BY 4.0 / MIT",
    ),
)


@cache
def lines(name: str) -> tuple[Labelled, ...]:
    """A data set's lines, with what people heard in each and the cues that they listened for.

    Raises:
        DataMissing: the data set is not on this machine.
    """
    return tuple(read_labelled(_text(name)))


@cache
def talks(name: str) -> tuple[Dialogue, ...]:
    """A data set's dialogues as ``observe cues`` reads them.

    Raises:
        DataMissing: the data set is not on this machine.
    """
    return tuple(dialogues(_text(name).splitlines()))


def unseen(dialogue: str | int) -> bool:
    """Whether a dialogue is of the half that the rules were written without."""
    return zlib.crc32(str(dialogue).encode()) % 2 == 1


def _text(name: str) -> str:
    return shared("cues", f"{name}.jsonl").read_text("utf-8")
