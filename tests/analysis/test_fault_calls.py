"""Calls with which something is the matter, through the real models: who says what, and what is told of it.

The recordings were made after public reports, with synthetic voices; they lie beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from observe.analysis.engines import build
from observe.analysis.pipeline import Options, analyse
from observe.observation import Consent

pytestmark = pytest.mark.models
FAULTS = Path(__file__).parents[3] / "shared" / "data" / "faults"
CONSENT = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")
BILL = [
    ("agent", "how can i help"),
    ("customer", "charged me twice"),
    ("agent", "sorry about that"),
    ("customer", "robert fielding"),
    ("agent", "thank you"),
    ("customer", "not happy"),
    ("agent", "by friday"),
    ("customer", "goodbye"),
]
METER = [
    ("agent", "how may i help"),
    ("customer", "meter has stopped"),
    ("agent", "postcode"),
    ("customer", "lane"),
    ("agent", "tuesday morning"),
    ("customer", "bye"),
]

#: What is the matter: the file, who says what in order, and what is told of it.
CALLS = {
    "a hum on the other channel": ("a14f_hum_left.flac", BILL, "the left holds a steady hum or hiss"),
    "channels that change places": ("a30_swapped_midcall.flac", BILL, "the two people change channels"),
    "a couple on one channel": (
        "sib_F20_couple_on_right.flac",
        [
            ("agent", "how may i help"),
            ("customer", "put my wife on"),
            ("customer", "three times last week"),
            ("agent", "engineer"),
            ("customer", "thank"),
        ],
        "Two people speak on the right channel, the second from 00:12",
    ),
    "a menu on the agent's channel": (
        "c6_ivr_agent_channel.flac",
        [
            ("other", "press one"),
            ("agent", "speaking to"),
            ("customer", "robert fielding"),
            ("agent", "number"),
        ],
        "A recorded voice is heard (00:00 to 00:13)",
    ),
    "ringing and keys": ("sib_F22_ring_dtmf11.flac", METER, ""),
    "twenty keys": ("sib_F22b_dtmf20_start.flac", METER, ""),
    "an announcement": (
        "sib_F23_announcement_mono.flac",
        [("other", "account number ready"), *METER],
        "A recorded voice is heard",
    ),
    "one-word answers": (
        "b8b_one_word_answers_mono.flac",
        [
            *[part for _ in range(5) for part in (("agent", ""), ("customer", ""))],
            ("agent", "goodbye"),
            ("customer", "bye"),
        ],
        "",
    ),
    "a transfer to a second agent": (
        "c4b_transfer_mono.flac",
        [
            ("agent", "how can i help"),
            ("customer", "fed up"),
            ("agent", "put you through"),
            ("other", "this is daniel"),
            ("customer", "four days"),
        ],
        "",
    ),
    "music first": ("b14_music_first_mono.flac", BILL, ""),
}


@pytest.fixture(scope="module")
def engines():
    return build(cues="rules")


@pytest.mark.parametrize("matter", CALLS)
def test_everybody_has_their_own_words_and_what_is_the_matter_is_said(engines, matter):
    name, expected, remark = CALLS[matter]
    if not (FAULTS / name).is_file():
        pytest.skip("the shared recordings are not beside this checkout")
    found = analyse(FAULTS / name, "0" * 64, CONSENT, engines, (), Options(cues="rules"))
    turns = [(turn.role, turn.text.casefold()) for turn in found.turns]
    assert [role for role, _ in turns[: len(expected)]] == [role for role, _ in expected]
    for (_, words), (_, wanted) in zip(turns, expected, strict=False):
        assert wanted in words
    assert remark in " ".join(found.recording.remarks)
