"""Watch-points beside a call: which common mistakes may be heard, when, and what else to look at."""

from __future__ import annotations

import pytest

from observe.marking.because import by_turn
from observe.marking.watch import heard
from observe.schemes import load_all, parse

SCHEME = """
id: toy
title: A toy
version: "1"
source: nobody's
criteria:
  - {id: politeness, number: 1, text: Is polite, heard: on_call, cues: [thanks], opportunity: always}
watch:
  - {text: Promises the moon., cues: [overpromise]}
  - {text: Argues., cues: [defensive, blame]}
  - {text: Writes nothing down., elsewhere: [complaint log, case notes]}
  - {text: Goes past policy., cues: [overpromise], elsewhere: [professional discussion]}
"""


@pytest.fixture
def findings(call):
    return lambda written: heard(parse(SCHEME, "toy"), call(written)[1])


def test_a_mistake_that_may_be_heard_has_its_moments_in_time_order(findings):
    promises, argues, *_ = findings("c | a overpromise blame | c | a defensive overpromise")
    assert promises.moments == ("overpromise@1.000", "overpromise@5.000")
    assert argues.moments == ("blame@2.000", "defensive@4.000")
    assert promises.because == "Worth a listen: promise that may not be kept (00:01, 00:05)."


def test_one_that_was_not_heard_says_so_and_no_more(findings):
    promises, argues, *_ = findings("c thanks | a offer")
    assert (promises.moments, promises.because) == ((), "No promise that may not be kept was heard.")
    assert argues.because == "No defensive reply or blame was heard."


def test_one_that_no_recording_shows_says_where_it_comes_to_light(findings):
    for written in ("a greeting", "c | a overpromise"):
        noted = findings(written)[2]
        assert noted.moments == ()
        assert noted.because == "A recording cannot show this; look at complaint log or case notes."


def test_one_that_a_recording_shows_in_part_names_the_rest(findings):
    assert findings("c | a overpromise")[3].because.endswith("; look also at professional discussion.")
    assert findings("c | a thanks")[3].because.endswith("was heard; look also at professional discussion.")


def test_moments_can_be_named_by_turn(call):
    [first, *_] = heard(parse(SCHEME, "toy"), call("c | a overpromise")[1], by_turn(None))
    assert first.because == "Worth a listen: promise that may not be kept (turn 1)."


@pytest.mark.parametrize("scheme", load_all(), ids=lambda scheme: scheme.id)
def test_every_watch_point_of_a_scheme_has_a_finding_in_its_order(scheme, call):
    _, cues = call("c dissatisfaction | a overpromise bare_apology | c | a defensive interruption")
    found = heard(scheme, cues)
    assert [one.text for one in found] == [watch.text for watch in scheme.watch]
    assert {name for one in found for name in one.moments} <= {cue.id for cue in cues}
    assert all(one.because.endswith(".") and one.because[0].isupper() for one in found)
    assert heard(scheme, [*reversed(cues)]) == found
