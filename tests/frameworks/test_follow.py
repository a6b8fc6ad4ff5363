"""Which phases of a framework a call shows, in order or not, and what is said of each."""

from __future__ import annotations

import pytest

from observe.errors import UsageError
from observe.frameworks import follow, load_all
from tests.frameworks.calls import sample, written

FRAMEWORKS = {framework.id: framework for framework in load_all()}
AAAA = "acknowledge-apologise-act-assure"
MARKS = {"in_order": "", "out_of_order": "!", "missing": "-"}

TABLE = [
    # framework, call, its phases: “-” before what is missing, “!” before what is out of order, and why
    ("lair", "c dissatisfaction | a empathy apology | c | a question | c | a offer", "L A I R", "as taught"),
    ("lair", "c dissatisfaction | a apology empathy | c | a question | c | a offer", "L A I R", "one breath"),
    ("lair", "c dissatisfaction | a apology | c | a empathy question | c | a offer", "!L A I R", "two breaths"),
    ("lair", "c dissatisfaction | a empathy apology offer | c | a question", "L A !I R", "asks too late"),
    ("lair", "c dissatisfaction | a empathy apology offer | c | a question | c | a offer", "L A I R", "again"),
    (
        "lair",
        "c dissatisfaction | a offer | c | a question | c | a apology | c | a empathy",
        "!L !A !I R",
        "back",
    ),
    (
        "lair",
        "c dissatisfaction apology | a empathy question | c | a offer",
        "L -A I R",
        "the customer's sorry",
    ),
    ("lair", "a greeting+question | c dissatisfaction | a apology", "-L A -I -R", "“how can I help?”"),
    ("lair", "c dissatisfaction | a identity_check+question apology", "-L A -I -R", "“your postcode?”"),
    ("lair", "c dissatisfaction | a apology closing_check+question", "-L A -I -R", "“anything else?”"),
    ("lair", "c dissatisfaction | a apology question", "-L A I -R", "a question on its own"),
    ("lair", "c dissatisfaction | a blame | c", "-L -A -I -R", "a problem and nothing for it"),
    ("lair", "c dissatisfaction | a apology bare_apology | c", "-L A -I -R", "an apology alone"),
    ("last", "c dissatisfaction | a question apology | c | a next_step | c | a thanks", "L A S T", "as taught"),
    ("last", "a greeting+thanks | c dissatisfaction | a question apology next_step", "L A S -T", "for calling"),
    (
        "last",
        "c dissatisfaction | a thanks question | c | a apology | c | a offer",
        "L A S !T",
        "too early",
    ),
    ("leap", "c dissatisfaction | a empathy apology offer", "L E A P", "empathy shows both"),
    ("leap", "c dissatisfaction | a paraphrase apology offer", "L -E A P", "listening is no empathy"),
    (
        "leap",
        "c dissatisfaction | a apology | c | a paraphrase empathy | c | a offer",
        "L E !A P",
        "too early",
    ),
    ("craft", "c dissatisfaction | a question | c | a options next_step expectation thanks", "C R A F T", ""),
    ("craft", "c dissatisfaction | a question | c | a next_step", "C -R A -F -T", "acts without offering"),
    (AAAA, "c dissatisfaction | a empathy apology | c | a offer | c | a ownership", "Ac Ap At As", "as taught"),
    (AAAA, "c dissatisfaction | a ownership | c | a empathy apology offer", "Ac Ap At !As", "assured too soon"),
]


def states(ribbon):
    return " ".join(MARKS[one.state] + one.phase.letters for one in ribbon.phases)


@pytest.mark.parametrize(("framework", "call", "expected", "why"), TABLE, ids=[row[1] for row in TABLE])
def test_a_call_shows_its_phases(framework, call, expected, why):
    assert states(follow(FRAMEWORKS[framework], *written(call))) == expected, why


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
@pytest.mark.parametrize(
    "call", ["a greeting | c | a offer question thanks | c resolution_confirmed", "a greeting | c", "a"]
)
def test_a_framework_does_not_apply_where_there_was_no_problem(framework, call):
    ribbon = follow(framework, *written(call))
    assert (ribbon.applies, ribbon.phases) == (False, ())
    assert ribbon.because == (
        f"No sign of a problem to deal with was heard, so {framework.title} does not apply to this call."
    )


def test_a_call_without_a_word_is_no_fault_of_anybodys():
    assert not follow(FRAMEWORKS["lair"], (), ()).applies


def test_a_problem_told_calmly_is_a_problem():
    assert states(follow(FRAMEWORKS["lair"], *written("c problem_told"))) == "-L -A -I -R"
    assert not follow(FRAMEWORKS["lair"], *written("c")).applies


def test_where_roles_are_not_known_everybodys_cues_count_but_the_customers():
    unknown = follow(FRAMEWORKS["lair"], *written("o dissatisfaction | p apology | o question"))
    assert states(unknown) == "-L A I -R"
    half = follow(FRAMEWORKS["lair"], *written("c dissatisfaction apology | o question"))
    assert states(half) == "-L -A I -R"


def test_every_phase_says_what_was_heard_and_when_or_what_was_expected():
    call = "c dissatisfaction | a apology apology | c | a offer | c | a question"
    said = [one.because for one in follow(FRAMEWORKS["lair"], *written(call)).phases]
    assert said == [
        "Not heard; expected before Apologise (00:01): the agent shows that what the customer said was taken "
        "in (paraphrase, read-back or empathy).",
        "Heard in its place: apology (00:01); also heard: apology (00:02).",
        "Heard: question (00:06); but only after Resolve (00:04), before which it belongs.",
        "Heard in its place: offer (00:04).",
    ]


def test_a_phase_heard_on_both_wrong_sides_names_both():
    call = "c dissatisfaction | a question | c | a empathy | c | a apology | c | a offer | c | a question"
    found = follow(FRAMEWORKS["lair"], *written(call))
    assert found.phases[2].because == (
        "Heard: question (00:01, 00:09); but only before Apologise (00:05) or after Resolve (00:07), "
        "between which it belongs."
    )
    assert found.because == "Every phase was heard, but out of order: Investigate."


def test_a_stretch_is_what_one_turn_has_of_a_phase_without_anothers_between():
    turns, cues = written("c dissatisfaction | a empathy read_back apology paraphrase | c | a empathy")
    listen, *_ = follow(FRAMEWORKS["lair"], turns, cues).phases
    assert [(part.start, part.end) for part in listen.stretches] == [(1.0, 3.0), (4.0, 5.0), (6.0, 7.0)]
    assert [[cue.cue for cue in part.cues] for part in listen.stretches] == [
        ["empathy", "read_back"],
        ["paraphrase"],
        ["empathy"],
    ]


def test_a_cue_of_another_call_is_refused():
    _, cues = written("c dissatisfaction | a apology")
    with pytest.raises(UsageError, match="turn 1, which is not one of the call's 1 turns"):
        follow(FRAMEWORKS["lair"], written("c")[0], cues)


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_the_well_handled_call_follows_every_framework(framework):
    ribbon = follow(framework, *sample("billing_resolved"))
    assert {one.state for one in ribbon.phases} == {"in_order"}
    assert ribbon.because == "Every phase was heard, in order."


@pytest.mark.parametrize(
    ("framework", "expected"),
    [
        ("lair", "-L A -I R"),
        ("last", "-L A S -T"),
        ("leap", "-L -E A P"),
        ("craft", "-C -R A -F -T"),
        (AAAA, "-Ac Ap At -As"),
    ],
)
def test_the_badly_handled_call_shows_what_it_lacks(framework, expected):
    assert states(follow(FRAMEWORKS[framework], *sample("delivery_mishandled"))) == expected


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_an_enquiry_with_nothing_wrong_is_outside_every_framework(framework):
    assert not follow(framework, *sample("garden_enquiry")).applies
