"""Pictures over many calls: what each person may know is told, counted right, and nothing else is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import pytest

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
    Subject,
)
from observe.schemes import load
from observe.services.calls import consented_calls
from observe.services.worth_a_look import calls_worth_a_look
from observe.store import Counted, open_store
from observe.ui.pictures.calls_seen import SeenCall, calls_seen, units_of
from observe.ui.pictures.charts.picture import OPEN
from observe.ui.pictures.groups import NOBODY, cues_by, grouped, in_period, met_by_learner, met_by_unit, time_by
from observe.ui.pictures.points import points_picture
from observe.ui.pictures.rates import TOGETHER, added, rate, trend_picture
from observe.ui.pictures.time_shares import strips_picture, together
from observe.ui.pictures.timeline import timeline_picture
from observe.ui.words.worth_a_look import learners_of, moment_of

UNIT = load("resolve-problems")
POINTS = [criterion.id for criterion in UNIT.criteria]
ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE, QUINN = Person("Lee Learner", "learner"), Person("Quinn Leader", "team_leader")
KINDS = ["paraphrase", "clarifying_question", "customer_name", "apology", "next_step"]


@pytest.fixture
def looks(desk):
    """What somebody is shown of Lee's calls: the calls, and every picture of them."""

    def look(person):
        with open_store(desk.folder, database="") as store:
            known = consented_calls(store)
            calls = calls_seen(person, known, LEE.name)
            moments = store.observations.moments(call.observation for call in calls)
        unit = units_of(person, known, LEE.name).get(UNIT.id, UNIT)
        pictures = [
            timeline_picture(person, calls, moments, KINDS, share=False),
            timeline_picture(person, calls, moments, KINDS, share=True),
            points_picture(calls, unit, suggested=False),
            points_picture(calls, unit, suggested=True),
            trend_picture(calls, KINDS),
        ]
        return calls, pictures

    return look


def told(pictures):
    """All that goes to the browser."""
    return json.dumps([[one.words, one.chart.to_dict(), [*map(dict, one.table)]] for one in pictures])


def quotes_of(desk, stem):
    with open_store(desk.folder, database="") as store:
        number = desk.calls[stem]
        return [moment.quote for moment in store.observations.moments([number])[number] if moment.quote]


def test_a_call_that_an_assessor_has_not_decided_yet_tells_neither_cue_nor_suggestion(desk, looks):
    desk.opens("delivery_mishandled")
    desk.decides("delivery_mishandled", points=POINTS[1:])
    (call,), pictures = looks(ADA)
    text = told(pictures)
    assert call.cues is None
    assert call.hidden == "What the machine heard is hidden until you have decided 1 point more."
    assert "Hidden until you have decided" in text
    assert not any(json.dumps(quote)[1:-1] in text for quote in quotes_of(desk, "delivery_mishandled"))
    assert "A Apology" not in json.dumps([dict(row) for one in pictures for row in one.table])
    assert call.points[UNIT.id][POINTS[0]].suggested is None
    assert pictures[3].table[0]["Suggested"] == "Hidden for now"
    assert "1 more is hidden for now" in pictures[0].words


def test_once_the_last_point_is_decided_the_same_call_tells_everything(desk, looks):
    desk.opens("delivery_mishandled")
    desk.decides("delivery_mishandled")
    (call,), pictures = looks(ADA)
    assert call.cues
    assert call.hidden == ""
    text = told(pictures)
    shown = [row["Words"] for row in pictures[0].table]
    assert shown
    assert all(json.dumps(words)[1:-1] in text for words in shown)
    assert all(point.suggested for point in call.points[UNIT.id].values())


def test_an_assessor_does_not_see_another_assessors_decisions_or_cues_before_their_own(desk, looks):
    desk.signed("billing_resolved")
    (call,), pictures = looks(BEN)
    assert call.cues is None
    assert {point.decided for point in call.points[UNIT.id].values()} == {"hidden"}
    assert "Met" not in {row["Decided"] for row in pictures[2].table}
    desk.decides("billing_resolved", BEN, "not_yet", POINTS[:1])
    (call,), _ = looks(BEN)
    assert call.points[UNIT.id][POINTS[0]].decided == "not_yet"  # their own
    assert call.points[UNIT.id][POINTS[1]].decided == "hidden"


def test_a_learner_sees_only_their_own_calls_and_what_is_signed_or_marked_by_themselves(desk, looks):
    desk.signed("billing_resolved")
    desk.opens("garden_enquiry")
    desk.decides("garden_enquiry")
    desk.signed("delivery_mishandled", learner="Someone Else")
    calls, pictures = looks(LEE)
    assert [call.file for call in calls] == ["garden_enquiry.ogg", "billing_resolved.flac"]
    garden, billing = calls
    assert billing.cues
    assert garden.cues is None
    assert {point.decided for point in garden.points[UNIT.id].values()} == {"hidden"}
    text = told(pictures)
    assert "Hidden until you have marked" in text
    assert not any(json.dumps(quote)[1:-1] in text for quote in quotes_of(desk, "delivery_mishandled"))
    for point in POINTS:
        desk.does("garden_enquiry", LEE, SelfMarked(Mark(point, "met", "I did")))
    assert looks(LEE)[0][0].cues


def test_a_learner_is_not_told_what_quality_assurance_does(desk, looks):
    desk.signed("billing_resolved")
    before = looks(LEE)[0][0].stands
    desk.does("billing_resolved", QUINN, Checked("accepted"))
    assert looks(LEE)[0][0].stands == before
    assert "signed off" in looks(ADA)[0][0].stands


def test_a_call_hidden_by_another_unit_is_hidden_in_every_picture(desk, looks):
    desk.signed("billing_resolved")
    other = load("challenging-customers")
    with open_store(desk.folder, database="") as store:
        row = store.observations.get(desk.calls["billing_resolved"])
        subject = Subject(row.sha256, other.id, other.version)
        store.assessments.add(
            subject, row.id, ADA, Opened(LEE.name, ADA.name, True, ""), criteria=other.criterion_ids
        )
    (call,), _ = looks(ADA)
    assert call.cues is None
    assert call.points[UNIT.id][POINTS[0]].decided == "met"


def test_without_consent_a_call_is_in_no_picture(desk, looks):
    desk.signed("billing_resolved")
    with open_store(desk.folder, database="") as store:
        store.recordings.withdraw(store.observations.get(desk.calls["billing_resolved"]).sha256, "Sam")
    calls, pictures = looks(ADA)
    assert calls == ()
    assert not any(quote in told(pictures) for quote in quotes_of(desk, "billing_resolved"))


def test_a_cue_stands_in_its_calls_row_at_its_time_and_leads_there(desk, looks):
    desk.signed("billing_resolved")
    (call,), (minutes, share, *_) = looks(ADA)
    spec = minutes.chart.to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows] if "datasets" in spec else []
    rows = rows or [row for layer in spec["layer"] for row in layer["data"]["values"]]
    cues = [row for row in rows if "quote" in row]
    assert {row["call"] for row in cues} == {call.label}
    for row in cues:
        at = float(row["address"].split("&t=")[1])
        assert row["at"] == pytest.approx(at / 60, abs=1e-3)
        assert row["address"].startswith(f"/review?call={desk.calls['billing_resolved']}&")
    assert [row[OPEN] for row in minutes.table] == [row[OPEN] for row in share.table]
    counts = {kind: call.cues[kind].times for kind in KINDS if kind in call.cues}
    assert len(minutes.table) == sum(counts.values())
    assert f"apology {counts['apology']}" in minutes.words


def test_marks_near_each_other_stand_in_different_lanes(desk, looks):
    desk.signed("billing_resolved")
    call = looks(ADA)[0][0]
    near = [Moment(30.0 + n / 10, 31.0 + n / 10, "sorry", f"apology@{30 + n / 10:.3f}") for n in range(3)]
    found = timeline_picture(ADA, [call], {call.observation: near}, ["apology"], share=False)
    rows = [row for layer in found.chart.to_dict()["layer"] for row in layer.get("data", {}).get("values", [])]
    rows += [row for own in found.chart.to_dict().get("datasets", {}).values() for row in own]
    assert sorted({row["lane"] for row in rows if "lane" in row}) == [0, 1, 2]


def test_where_decision_and_suggestion_differ_the_mark_says_so(desk, looks):
    desk.opens("billing_resolved")
    desk.decides("billing_resolved", decision="not_yet")
    (call,), pictures = looks(ADA)
    differ = [name for name, point in call.points[UNIT.id].items() if point.differs]
    suggested = {name: point.suggested for name, point in call.points[UNIT.id].items()}
    assert differ == [name for name, outcome in suggested.items() if outcome in ("shown", "no_opportunity")]
    assert f"On {len(differ)} the decision is not what the machine suggests" in pictures[2].words


def seen(number, times, talk=600.0, *, hidden=False):
    """A call of ten minutes of talk in which an apology was heard so often."""
    time = {"agent": talk, "customer": 0.0, "other": 0.0, "both": 0.0, "pause": 30.0, "silence": 0.0}
    cues = None if hidden else {"apology": Counted(times, 1.0)}
    label = f"{number} · 2 Mar 2026"
    return SeenCall(label, number, number, "a.wav", date(2026, 3, 2), 630.0, "", time, cues, "", {})


def test_a_rate_is_of_the_time_in_which_somebody_speaks():
    assert rate(3, 900.0) == 2.0
    assert rate(3, 0.0) is None


def test_the_first_calls_are_set_beside_the_last_once_there_are_enough():
    few = [seen(n, n) for n in range(1, 2 * TOGETHER)]
    assert "From 10 calls on" in trend_picture(few, ["apology"]).words
    enough = [*few, seen(10, 10)]
    assert "apology 3.0, then 8.0" in trend_picture(enough, ["apology"]).words


def test_a_hidden_call_leaves_a_gap_in_the_trend_and_counts_for_nothing():
    calls = [seen(1, 2), seen(2, 99, hidden=True), seen(3, 4)]
    found = trend_picture(calls, ["apology"])
    assert [row["Call"][0] for row in found.table] == ["1", "3"]
    assert "apology 3.0" in found.words
    assert "1 more is hidden" in found.words


def test_cues_of_several_calls_are_added_up():
    heard = [{"a": Counted(2, 1.0)}, {"a": Counted(3, 9.0), "b": Counted(1, 2.0)}]
    assert added(heard) == {"a": 5, "b": 1}


def test_strips_fill_their_row_and_say_where_silence_is_most():
    quiet = {"agent": 30.0, "customer": 20.0, "other": 0.0, "both": 0.0, "pause": 10.0, "silence": 40.0}
    brisk = {**quiet, "silence": 0.0, "agent": 70.0}
    found = strips_picture([("one", quiet), ("two", brisk)], "Call")
    assert "the most in “one”" in found.words
    assert "silences over 3 seconds take 20 %" in found.words
    spec = found.chart.to_dict()
    rows = next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]
    assert [row["end"] for row in rows if row["call"] == "one"][-1] == 100.0
    assert together([quiet, brisk])["customer"] == 40.0
    assert found.table[0]["Silence over 3 s"] == "40 %, 00:40"


@pytest.fixture
def known(desk):
    """Every call, as a team leader's page reads them."""

    def read():
        with open_store(desk.folder, database="") as store:
            return consented_calls(store), store.now().date(), desk

    return read


@pytest.fixture
def worth(desk):
    """The calls worth a look, as a team leader's page reads them."""

    def read():
        with open_store(desk.folder, database="") as store:
            return calls_worth_a_look(store, consented_calls(store), store.now().date())

    return read


def of(found, stem):
    """The reasons of one call, by kind."""
    (one,) = (one for one in found if one.call.row.file.startswith(stem))
    return {reason.kind: reason for reason in one.reasons}


def test_calls_worth_a_look_come_with_reasons_moments_and_words(desk, worth):
    desk.signed("delivery_mishandled")
    first = worth()[0]
    assert first.call.row.file == "delivery_mishandled.ogg"
    assert learners_of(first.call) == LEE.name
    reasons = of(worth(), "delivery")
    assert {"machine_differs", "unanswered", "watch_point"} <= reasons.keys()
    with open_store(desk.folder, database="") as store:
        moments = store.observations.moments([first.call.row.id])[first.call.row.id]
    (spot,) = reasons["unanswered"].spots
    assert moment_of(spot, moments).quote in [one.quote for one in moments if one.start == spot.moment.start]


def test_the_words_of_a_call_that_is_not_signed_come_when_it_is_shown(desk, worth):
    (spot,) = of(worth(), "delivery")["unanswered"].spots
    assert spot.moment.quote == ""
    with open_store(desk.folder, database="") as store:
        number = desk.calls["delivery_mishandled"]
        assert moment_of(spot, store.observations.moments([number])[number]).quote


def test_what_is_heard_is_told_once_though_several_units_watch_for_it(worth):
    for one in worth():
        first = [spot.moment.cue for reason in one.reasons for spot in reason.spots if reason.subject is None]
        assert len(first) == len(set(first))


def test_a_dispute_is_a_reason_with_the_learners_words(desk, worth):
    desk.signed("garden_enquiry")
    desk.does("garden_enquiry", LEE, Disputed(POINTS[0], "I did *say* so"))
    (spot,) = of(worth(), "garden")["disputed"].spots
    assert "“I did *say* so”" in spot.words
    assert spot.moment.start == 10.0


def test_more_kinds_of_reasons_come_first(desk, worth):
    desk.signed("garden_enquiry")
    numbers = [len({reason.kind for reason in one.reasons}) for one in worth()]
    assert numbers == sorted(numbers, reverse=True)


def test_a_decision_like_the_suggestion_is_no_reason(desk, known, worth):
    desk.opens("billing_resolved")
    calls, *_ = known()
    call = next(one for one in calls if one.row.file.startswith("billing"))
    decisions = {"shown": "met", "opportunity_missed": "not_yet", "no_opportunity": "not_applicable"}
    for point in POINTS:
        outcome = call.heard[call.row.id].outcomes[UNIT.id, point]
        mark = Mark(point, decisions.get(outcome, "not_applicable"), "as suggested")
        desk.does("billing_resolved", ADA, Decided(mark))
    billing = [one for one in worth() if one.call.row.file.startswith("billing")]
    assert not any(reason.kind == "machine_differs" for one in billing for reason in one.reasons)


def test_calls_are_put_together_by_learner_and_by_month_and_each_is_in_its_place(desk, known):
    desk.opens("billing_resolved")
    desk.opens("garden_enquiry", learner="Zoe")
    calls, *_ = known()
    assert [group.name for group in grouped(calls, "Learner")] == [LEE.name, "Zoe", NOBODY]
    assert [(group.name, len(group.calls)) for group in grouped(calls, "Month")] == [("March 2026", 3)]


def test_points_met_are_counted_by_learner_and_by_unit(desk, known):
    desk.signed("billing_resolved")
    desk.opens("garden_enquiry", learner="Zoe")
    desk.decides("garden_enquiry", decision="not_yet", points=POINTS[:2])
    calls, *_ = known()
    by_learner = met_by_learner(grouped(calls, "Learner"), UNIT)
    zoe = {row["Point"]: row["Met"] for row in by_learner.table if row["Learner"] == "Zoe"}
    assert [words.split(":")[0] for words in zoe.values()] == ["met on 0 of 1", "met on 0 of 1"]
    assert f"{len(POINTS)} of {len(POINTS) + 2} decisions are met." in by_learner.words
    by_unit = met_by_unit(calls, {UNIT.id: UNIT})
    assert by_unit.table[0]["Met"].startswith("met on 1 of 2: 50 %")


def test_by_group_cues_and_time_are_of_all_its_calls(known):
    calls, *_ = known()
    groups = grouped(calls, "Month")
    (row,) = cues_by(groups, ["apology"], "Month").table
    times = sum(call.figures.cues["apology"].times for call in calls if "apology" in call.figures.cues)
    assert f"({times} in " in row["Apology"]
    (row,) = time_by(groups, "Month").table
    whole = together(call.figures.time for call in calls)
    assert row["Agent"].startswith(f"{100 * whole['agent'] / sum(whole.values()):.0f} %")


def test_a_period_leaves_out_what_is_older(known):
    calls, *_ = known()
    day = calls[0].figures.day
    assert in_period(calls, day, 7) == calls
    assert in_period(calls, day.replace(year=day.year + 1), 7) == ()
    assert in_period(calls, day, None) == calls


def test_a_seen_call_holds_nothing_that_it_hides(desk, looks):
    desk.opens("billing_resolved")
    (call,), _ = looks(ADA)
    held = json.dumps(asdict(call), default=str)
    assert not any(kind in held for kind in KINDS)
    assert "shown" not in held
