"""A reason is one plain sentence that names the words it rests on: a learner reads it, and no machine."""

from __future__ import annotations

import re

import pytest

from observe.cues import CUE_NAMES, detectors
from observe.marking.because import LABELS
from tests.cues import tables

QUOTED = re.compile(r"“[^”]*”")
#: Words as they were said, or, in brackets, those that two turns share.
NAMED = re.compile(r"“[^”]*”|\([^)]*\)")
#: How long a silence or an overlap lasts is a fact of the call; any other number would be a score.
LASTING = re.compile(r"\b\d+(\.\d)? seconds?\b")
JARGON = re.compile(
    r"confiden|scor|cosine|similar|probab|threshold|embedding|vector|model|regex|pattern|token|rule|classif|"
    r"feature|weight|detect|match|percent|%|[=<>{}\[\]_*/\\]",
    re.IGNORECASE,
)
LONGEST = 160


def reasons():
    for row in tables.rows():
        if row.counts:
            for cue in detectors()[row.cue](row.turns, row.context):
                yield cue, row


REASONS = list(reasons())


@pytest.mark.parametrize(("cue", "row"), REASONS, ids=[f"{cue.cue}-{cue.quote[:40]}" for cue, _ in REASONS])
def test_a_reason_reads_as_one_sentence(cue, row):
    outside = QUOTED.sub("…", cue.because)
    assert re.match(r"[A-Z]", cue.because)
    assert cue.because.endswith(".")
    assert not re.search(r"[.!?] ", outside), "more than one sentence"
    assert cue.because.count("“") == cue.because.count("”")
    assert "“”" not in cue.because
    assert "\n" not in cue.because
    assert len(outside) <= LONGEST


@pytest.mark.parametrize(("cue", "row"), REASONS, ids=[f"{cue.cue}-{cue.quote[:40]}" for cue, _ in REASONS])
def test_a_reason_names_words_of_the_call_and_no_figure(cue, row):
    spoken = " ".join(turn.text for turn in row.turns).lower()
    named = [words.strip("“”()").lower() for words in NAMED.findall(cue.because)]
    assert named or cue.cue == "long_silence", f"no words named: {cue.because}"
    assert all(word in spoken for words in named for word in words.split(", ")), cue.because
    outside = LASTING.sub("", QUOTED.sub("", cue.because))
    assert not re.search(r"\d", outside), f"a figure: {cue.because}"
    assert not JARGON.search(outside), f"jargon: {cue.because}"


@pytest.mark.parametrize("name", CUE_NAMES)
def test_a_reason_never_calls_the_cue_by_its_name_in_the_program(name):
    assert "_" not in LABELS[name]
    found = [cue.because for cue, _ in REASONS if cue.cue == name]
    assert found
    assert "_" not in name or not [reason for reason in found if name in reason]
