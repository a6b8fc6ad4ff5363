"""What an evidence record says: of decisions, of suggestions, of disputes, checks and signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from observe.assessment import Checked, Decided, Disputed, Mark, Opened, Person, Signed, Subject, standing_of
from observe.assessment.moments import moments_of
from observe.assessment.seal import seal
from observe.errors import UsageError
from observe.observation import EditMade, ModelUsed, SchemeUsed
from observe.record import content
from observe.record.layout import Heading, Paragraph, Table, blocks
from observe.schemes import load


def record_of(desk, **more):
    return content.make(desk.observation, desk.scheme, desk.standing, **more)


def point(record, name):
    return next(point for point in record.points if point.id == name)


@pytest.fixture
def signed(cases):
    return content.make(*cases["signed"].parts)


@pytest.fixture
def opened(desk, request):
    """A desk at which the assessment was opened; ``blind`` unless the test says otherwise."""
    at = desk()
    at.does(
        request.getfixturevalue("assessor"),
        Opened("Grace Okafor", "Tomasz Zieliński", getattr(request, "param", True)),
    )
    return at


@pytest.fixture
def assessor():
    return Person("Tomasz Zieliński", "assessor")


def test_every_point_of_the_unit_is_told_in_its_order(signed):
    assert [(p.id, p.number) for p in signed.points] == [
        (c.id, c.number) for c in load("manage-complaints").criteria
    ]
    assert [p.words for p in signed.points] == ["Met", "Met", "Met", "Not yet", "Not applicable"]


def test_a_decision_comes_with_who_when_why_and_the_exact_words(signed):
    told = point(signed, "perspective-acknowledged")
    assert (told.decided_by, told.decided_at.isoformat()) == ("Tomasz Zieliński", "2026-03-09T09:51:00+00:00")
    assert told.reason.startswith("You put the problem back to him")
    assert [(m.when, m.who, m.standing) for m in told.moments] == [
        ("00:16–00:18", "Agent", "evidence"),
        ("00:47–00:54", "Agent", "evidence"),
        ("00:56–01:01", "Agent", "evidence"),
        ("00:53–00:55", "Agent", "struck"),
    ]
    assert told.moments[0].quote == "I understand how frustrating that is"


def test_a_suggestion_stands_beside_the_decision_and_never_for_it(cases):
    record = content.make(*cases["draft"].parts)
    told = point(record, "plan-agreed")
    assert (told.decision, told.words, told.suggestion.words) == (None, "Not decided", "Opportunity missed")
    of_it = [b for b in blocks(record) if isinstance(b, Paragraph) and b.text.startswith("Opportunity missed.")]
    assert of_it
    assert {b.label for b in of_it} == {"Suggested by the program (not a decision)"}


@pytest.mark.parametrize(("opened", "seen"), [(True, False), (False, True)], indirect=["opened"])
def test_who_marks_blind_finds_no_suggestion_before_deciding(opened, assessor, seen):
    told = point(record_of(opened), "plan-agreed")
    assert (told.suggestion is not None, told.withheld) == (seen, not seen)
    assert bool(record_of(opened).excerpts) == seen
    opened.does(assessor, Decided(Mark("plan-agreed", "not_yet")))
    told = point(record_of(opened), "plan-agreed")
    assert told.suggestion is not None
    assert not told.withheld


def test_nothing_of_a_withheld_suggestion_is_anywhere_in_the_record(opened):
    record = record_of(opened)
    hidden = [
        finding.because for finding in opened.observation.findings if finding.scheme == "manage-complaints"
    ]
    quotes = [cue.quote for cue in opened.observation.cues]
    assert not [words for words in (*hidden, *quotes) if words in repr(record)]


def test_there_is_no_total_anywhere(signed):
    texts = [cell for b in blocks(signed) if isinstance(b, Table) for row in b.rows for cell in row]
    texts += [b.text for b in blocks(signed) if isinstance(b, Paragraph | Heading)]
    assert not [
        text for text in texts if "%" in text or " of 5" in text or "/5" in text or "score" in text.lower()
    ]


def test_decisions_that_changed_are_told_in_a_line(signed):
    changed = {p.id: p.changes for p in signed.points if p.changes}
    assert changed == {"plan-agreed": "Not yet (9 March 2026, 09:58 GMT); then Met (9 March 2026, 10:40 GMT)"}


def test_a_decision_taken_back_is_told_as_taken_back(opened, assessor):
    from observe.assessment import TakenBack

    opened.does(assessor, Decided(Mark("plan-agreed", "not_yet")))
    opened.does(assessor, TakenBack(opened.standing.last))
    told = point(record_of(opened), "plan-agreed")
    assert told.decision is None
    assert told.changes.endswith("taken back)")


def test_a_dispute_is_told_with_its_answer(signed, opened, assessor):
    (dispute,) = point(signed, "plan-agreed").disputes
    assert dispute.reason.startswith("I told him to expect")
    assert dispute.answer.startswith(
        "Decided again: Met, by Tomasz Zieliński, 9 March 2026, 10:40 GMT. You are right"
    )
    for criterion in opened.scheme.criteria:
        opened.does(assessor, Decided(Mark(criterion.id, "not_yet")))
    opened.signs()
    opened.does(Person("Grace Okafor", "learner"), Disputed("plan-agreed", "I did."))
    (unanswered,) = point(record_of(opened), "plan-agreed").disputes
    assert unanswered.answer == "Not answered yet."


def test_a_quality_assurers_return_is_told_with_action_and_day(opened, assessor):
    for criterion in opened.scheme.criteria:
        opened.does(assessor, Decided(Mark(criterion.id, "not_yet")))
    opened.signs()
    leader = Person("Priya Raman", "team_leader")
    opened.does(leader, Checked("returned", "plan-agreed", "Listen to 01:36 again", date(2026, 4, 1)))
    (check,) = record_of(opened).checks
    assert (check.by, check.about, check.verdict) == ("Priya Raman", "Point 3", "Returned")
    assert (check.action, check.due, check.now) == (
        "Listen to 01:36 again",
        "1 April 2026",
        "Open: the assessor has not decided again.",
    )
    opened.does(assessor, Decided(Mark("plan-agreed", "not_yet")))
    assert record_of(opened).checks[0].now == "The assessor decided again since."


def test_a_signature_holds_until_a_decision_changes(opened, assessor):
    for criterion in opened.scheme.criteria:
        opened.does(assessor, Decided(Mark(criterion.id, "not_yet")))
    assert record_of(opened).draft
    opened.signs()
    record = record_of(opened)
    assert not record.draft
    assert [s.holds for s in record.signatures] == [True]
    assert record.status.startswith("Signed by Tomasz Zieliński on 9 March 2026")
    opened.does(assessor, Decided(Mark("plan-agreed", "not_applicable")))
    record = record_of(opened)
    assert record.draft
    assert [s.holds for s in record.signatures] == [False]
    assert record.status == "Draft: decisions have changed since they were signed."


def test_a_seal_that_is_not_of_these_decisions_does_not_hold(case):
    signed = case(["sorry"], sign=True)
    entries = [
        replace(entry, event=Signed(entry.event.name, seal(signed.standing.subject, {})))
        if isinstance(entry.event, Signed)
        else entry
        for entry in signed.standing.history
    ]
    standing = standing_of(signed.standing.subject, signed.standing.points, entries)
    assert content.make(*signed.parts).draft is False
    assert content.make(signed.observation, signed.scheme, standing).draft is True


def test_decisions_are_the_lead_assessors_unless_another_is_named(opened, assessor):
    other = Person("Ben Adeyemi", "assessor")
    opened.does(assessor, Decided(Mark("plan-agreed", "not_yet", "lead")))
    opened.does(other, Decided(Mark("plan-agreed", "not_applicable", "second")))
    assert point(record_of(opened), "plan-agreed").reason == "lead"
    record = record_of(opened, assessor="ben  ADEYEMI")
    assert (record.assessor, record.others) == ("Ben Adeyemi", ("Tomasz Zieliński",))
    assert point(record, "plan-agreed").reason == "second"
    with pytest.raises(UsageError, match="marked by Tomasz Zieliński, Ben Adeyemi"):
        record_of(opened, assessor="Benn")


def test_an_assessment_of_something_else_is_refused(cases):
    case = cases["signed"]
    names = [criterion.id for criterion in case.scheme.criteria]
    for subject in (
        Subject("b" * 64, case.scheme.id, case.scheme.version),
        Subject(case.observation.recording.sha256, "other-unit", case.scheme.version),
        Subject(case.observation.recording.sha256, case.scheme.id, "0.1"),
    ):
        with pytest.raises(UsageError, match="found an assessment"):
            content.make(case.observation, case.scheme, standing_of(subject, names, ()))
    with pytest.raises(UsageError, match="without the point “correct-escalation”"):
        content.make(case.observation, case.scheme, standing_of(case.standing.subject, names[:-1], ()))


def test_what_was_not_heard_says_which_evidence_is_to_come(signed):
    rows = next(b for b in blocks(signed) if isinstance(b, Table) and b.header[1] == "On a recording").rows
    assert ("4", "No recording can show it") in [row[:2] for row in rows]
    assert "complaint log, witness testimony" in rows[-1][2]


def test_where_a_record_comes_from_is_told_with_models_settings_and_corrections(cases):
    case = cases["draft"]
    sums = ModelUsed("base", "abc", "d" * 64)
    edit = EditMade(
        1, "Words corrected", "cooper", "Cooper", "A. Tutor", "2026-03-05T08:00:00+00:00", 61.2, 62.0
    )
    observation = replace(
        case.observation,
        provenance=replace(
            case.observation.provenance,
            models=(sums,),
            options={"speakers": 2, "model": None, "customer_name": "Jo"},
        ),
        schemes=(SchemeUsed(case.scheme.id, case.scheme.version, "e" * 64),),
        edits=(edit, replace(edit, number=2, state="taken_back")),
    )
    record = content.make(observation, case.scheme, case.standing)
    told = dict(record.provenance)
    assert told["Fingerprint of the recording (sha256)"] == observation.recording.sha256
    assert told["Fingerprint of the unit’s text (sha256)"] == "e" * 64
    assert told["Models"] == f"base, revision abc, sha256 {'d' * 64}"
    assert told["Settings"] == "customer_name: given\nmodel: not set\nspeakers: 2"
    assert record.edits[0] == (
        "01:01–01:02",
        "Words corrected: “cooper” became “Cooper”",
        "A. Tutor, 5 March 2026, 08:00 GMT",
    )
    assert record.edits[1][1].endswith("(taken back)")


def test_the_transcript_page_holds_the_turns_of_the_evidence_and_stays_a_page(signed, case):
    assert [(e.when, e.who, e.points) for e in signed.excerpts][:2] == [
        ("00:08–00:16", "Customer", "1"),
        ("00:16–00:27", "Agent", "1, 2"),
    ]
    quotes = [f"sorry about number {n} and everything that came of it" for n in range(90)]
    long = content.make(*case(quotes, points=90).parts)
    assert 10 < len(long.excerpts) < 42
    assert (
        long.excerpts_note
        == f"{90 - len(long.excerpts)} more turns hold evidence; one page of them is told here."
    )
    endless = content.make(*case(["sorry " * 2000]).parts)
    assert len(endless.excerpts[0].text) < 450


#: “and it still hasn't come.”: said calmly, so that no cue of this point stands for it.
CALM = ("00:06–00:09", "Customer", "and it still hasn't come.", "problem_told@6.587")


@pytest.mark.parametrize("standing", ["suggested", "evidence", "struck"])
def test_a_missed_opportunity_is_told_with_where_it_arose(desk, assessor, standing):
    at = desk("delivery_mishandled")
    at.does(assessor, Opened("Grace Okafor", "Tomasz Zieliński", False))
    name = "perspective-acknowledged"
    finding = next(f for f in at.observation.findings if (f.scheme, f.criterion) == (at.scheme.id, name))
    (occasion, *_) = moments_of(finding, at.observation.cues, at.observation.turns)
    if standing != "suggested":
        places = {"evidence": (occasion,)} if standing == "evidence" else {"struck": (occasion,)}
        at.does(assessor, Decided(Mark(name, "not_yet", "Nothing was put back to her.", **places)))
    record = record_of(at)
    told = point(record, name).suggestion.moments[0]
    assert (told.when, told.who, told.quote, told.cue) == CALM
    assert told.standing == standing
    words = [cell for b in blocks(record) if isinstance(b, Table) for row in b.rows for cell in row]
    assert ("Taken; put forward by the program" in words) == (standing == "evidence")
    assert ("Struck out; put forward by the program" in words) == (standing == "struck")


def test_where_a_withheld_opportunity_arose_is_withheld_with_it(desk, assessor):
    at = desk("delivery_mishandled")
    at.does(assessor, Opened("Grace Okafor", "Tomasz Zieliński"))
    assert "occasion@" not in repr(record_of(at))
    assert "still hasn't come" not in repr(record_of(at))
