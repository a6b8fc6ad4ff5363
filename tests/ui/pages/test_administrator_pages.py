"""The administrator's pages without a browser: consent and retention, people, jobs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Decided, Mark, Opened, Person, Subject
from observe.errors import ConsentInvalid
from observe.observation import Consent
from observe.schemes import load
from observe.store import Fault, open_store
from tests.support.pages import said

ABE, ADA = Person("Abe Bursar", "administrator"), Person("Ada Assessor", "assessor")
UNIT = load("resolve-problems")
HOSTILE = "<img src=x> [x](javascript:hit) :red[y] **b** \u202egnp.wav"


def page_for(name, person=ABE):
    app = AppTest.from_string(
        f"from observe.ui.pages import {name}\n{name}.page()\n",
        default_timeout=60,
    )
    app.session_state["person"] = person
    app.run()
    assert not app.exception
    return app


def kept(folder, name="call.wav", days=None, **consent):
    """Keep a recording that may be used for that many days yet; gives its sum."""
    with open_store(folder, database="") as store:
        until = (store.now().date() + timedelta(days=days)).isoformat() if days is not None else None
        given = Consent(
            **{"basis": "explicit", "recorded_by": "A. Tutor", **consent},
            recorded_at="2026-03-02T14:10:00+00:00",
        )
        path = folder / "source.wav"
        path.write_bytes(name.encode())
        sha256 = store.recordings.keep(path, given).sha256
        store.recordings.give_consent(sha256, Consent(given.basis, given.recorded_by, given.recorded_at, until))
        return sha256


def on_record(folder, sha256):
    with open_store(folder, database="") as store:
        return next(one for one in store.recordings.list() if one.sha256 == sha256)


@pytest.mark.parametrize("name", ["consent", "people", "jobs"])
def test_a_page_of_the_administrator_is_for_nobody_else(seeded, name):
    for person in (None, ADA):
        app = page_for(name, person)
        assert "This page is for administrators" in said(app)
        assert not app.table
        assert not app.get("segmented_control")


@pytest.mark.parametrize("name", ["consent", "people", "jobs"])
def test_every_page_says_what_to_do_where_there_is_nothing_yet(empty, name):
    app = page_for(name)
    assert app.info
    assert not app.table


def test_recordings_that_ran_out_or_will_or_were_withdrawn_are_counted_and_come_first(empty):
    with open_store(empty, database="") as store:
        gone = kept(empty, "gone")
        store.recordings.withdraw(gone, "Sam")
    kept(empty, "late", -3)
    kept(empty, "soon", 9)
    kept(empty, "soon, too", 30)
    kept(empty, "stands", 31)
    app = page_for("consent")
    text = said(app)
    assert "**Consent for 1 recording ran out**" in text
    assert "**Consent for 2 recordings runs out** within 30 days" in text
    assert "**Consent for 1 recording was withdrawn.**" in text
    places = [
        text.index(words)
        for words in ("3 days ago", "9 days left", "30 days left", "noted by Sam", "31 days left")
    ]
    assert places == sorted(places)
    assert "5 of 5 recordings" in text


def test_a_choice_and_a_search_narrow_the_list(seeded, empty):
    kept(empty, "soon", 9, recorded_by="Una", basis="verbal-on-call")
    app = page_for("consent")
    app.get("button_group")[0].set_value("soon").run()
    assert "1 of 4 recordings" in said(app)
    assert "taken down by Una" in said(app)
    app.get("button_group")[0].set_value("").run()
    app.selectbox(key="custody-basis").set_value("role-play").run()
    assert "3 of 4 recordings" in said(app)
    app.text_input(key="custody-sought").set_value("GARDEN").run()
    assert "1 of 4 recordings" in said(app)
    app.text_input(key="custody-sought").set_value("<b>nobody").run()
    assert "No recording matches" in said(app)


def test_a_call_can_be_opened_from_its_line(seeded):
    app = page_for("consent")
    assert {link.proto.query_string for link in app.get("page_link")} == {f"call={n}" for n in seeded.values()}


def test_withdrawing_asks_who_and_once_more_and_the_recording_is_refused_from_then_on(empty):
    sha256 = kept(empty)
    app = changing(sha256)
    what(app).set_value("Withdraw consent").run()
    assert "It erases nothing" in said(app)
    assert app.button(key=f"custody-withdraw-{sha256}").disabled
    app.text_input(key=f"custody-withdrew-{sha256}").set_value("Sam **Jones**").run()
    app.button(key=f"custody-withdraw-{sha256}").click().run()
    assert on_record(empty, sha256).withdrawn_by is None
    assert "as Sam **Jones** asks?" in said(app)
    app.button(key=f"custody-yes-{sha256}").click().run()
    assert on_record(empty, sha256).withdrawn_by == "Sam **Jones**"
    with open_store(empty, database="") as store, pytest.raises(ConsentInvalid, match="withdrawn"):
        store.recordings.keep(empty / "source.wav", Consent("explicit", "Ann", "2026-03-02T14:10:00+00:00"))


def test_the_window_for_a_recording_opens_from_its_line(empty):
    sha256 = kept(empty, days=9)
    app = page_for("consent")
    app.button(key=f"custody-change-{sha256}").click().run()
    assert not app.exception
    assert what(app).options == ["Change the last day", "Withdraw consent", "Record agreement anew"]


def test_a_withdrawal_that_is_not_confirmed_does_nothing(empty):
    sha256 = kept(empty)
    app = changing(sha256)
    what(app).set_value("Withdraw consent").run()
    app.text_input(key=f"custody-withdrew-{sha256}").set_value("Sam").run()
    app.button(key=f"custody-withdraw-{sha256}").click().run()
    app.button(key=f"custody-no-{sha256}").click().run()
    assert on_record(empty, sha256).withdrawn_by is None


def test_agreement_can_be_recorded_anew_after_a_withdrawal_and_only_that(empty):
    sha256 = kept(empty)
    with open_store(empty, database="") as store:
        store.recordings.withdraw(sha256, "Sam")
    app = changing(sha256)
    assert not [group for group in app.get("button_group") if "What is to be done?" in group.label]
    assert app.button(key=f"custody-record-{sha256}").disabled
    app.radio(key=f"custody-basis-{sha256}").set_value("verbal-on-call").run()
    app.button(key=f"custody-record-{sha256}").click().run()
    now = on_record(empty, sha256)
    assert now.withdrawn_by is None
    assert (now.consent.basis, now.consent.recorded_by) == ("verbal-on-call", ABE.name)


def test_an_earlier_last_day_is_set_at_once_and_a_later_one_needs_both_to_agree(empty):
    sha256 = kept(empty, days=90)
    with open_store(empty, database="") as store:
        today = store.now().date()
    app = changing(sha256)
    assert app.button(key=f"custody-set-{sha256}").disabled  # it is that day already
    app.date_input(key=f"custody-day-{sha256}").set_value(today + timedelta(days=40)).run()
    app.button(key=f"custody-set-{sha256}").click().run()
    sooner = on_record(empty, sha256).consent
    assert (sooner.retain_until, sooner.recorded_by) == ((today + timedelta(days=40)).isoformat(), "A. Tutor")
    app = changing(sha256)
    app.date_input(key=f"custody-day-{sha256}").set_value(today + timedelta(days=400)).run()
    assert app.button(key=f"custody-set-{sha256}").disabled
    app.checkbox(key=f"custody-longer-{sha256}").check().run()
    app.button(key=f"custody-set-{sha256}").click().run()
    later = on_record(empty, sha256).consent
    assert (later.retain_until, later.recorded_by) == ((today + timedelta(days=400)).isoformat(), ABE.name)


def test_a_last_day_never_undoes_a_withdrawal_that_came_in_between(empty):
    sha256 = kept(empty)
    app = changing(sha256)
    with open_store(empty, database="") as store:
        store.recordings.withdraw(sha256, "Sam")
        today = store.now().date()
    app.date_input(key=f"custody-day-{sha256}").set_value(today).run()
    app.button(key=f"custody-set-{sha256}").click().run()
    assert "consent was withdrawn" in said(app)
    assert on_record(empty, sha256).withdrawn_by == "Sam"


def changing(sha256):
    """What the window for one recording holds: AppTest runs no page a part at a time, as windows need it."""
    app = AppTest.from_string(
        "import streamlit as st\n"
        "from observe.assessment import Person\n"
        "from observe.ui.widgets.consent_change import panel\n"
        "from observe.ui.widgets.visit import store\n"
        "from observe.ui.words.consent import custody\n"
        "if 'row' not in st.session_state:\n"
        "    rows = custody(store().recordings.list(), store().now().date())\n"
        f"    st.session_state['row'] = next(row for row in rows if row.recording.sha256 == {sha256!r})\n"
        f"panel(Person({ABE.name!r}, {ABE.duty!r}), st.session_state['row'])\n",
        default_timeout=60,
    )
    app.run()
    assert not app.exception
    return app


def what(app):
    """The choice of what is to be done, in the window."""
    return next(group for group in app.get("button_group") if group.label == "What is to be done?")


def test_hostile_names_are_text_on_every_page_of_the_administrator(empty):
    path = empty / "x.wav"
    path.write_bytes(b"RIFF")
    with open_store(empty, database="") as store:
        sha256 = store.recordings.keep(
            path, Consent("explicit", HOSTILE + "x" * 10_000, "2026-03-02T14:10:00+00:00")
        ).sha256
        store.jobs.cancel(store.jobs.enqueue(sha256, {}).id)
        store.recordings.withdraw(sha256, HOSTILE)
    for name in ("consent", "people", "jobs"):
        app = page_for(name)
        words = [element.value for kind in ("markdown", "caption") for element in app.get(kind)]
        cells = [str(cell) for table in app.table for row in table.value.to_numpy() for cell in row]
        assert not [each for each in (*words, *cells) if re.search(r"(?<!\\)[<\[]|\u202e|x{200}", each)]


def test_people_are_listed_with_what_they_did_and_that_names_prove_nothing(seeded, empty):
    with open_store(empty, database="") as store:
        row = store.observations.get(seeded["billing_resolved"])
        subject = Subject(row.sha256, UNIT.id, UNIT.version)
        for event in (
            Opened("Lee Learner", ADA.name, True),
            Decided(Mark(UNIT.criterion_ids[0], "met", "Heard it")),
        ):
            store.assessments.add(subject, row.id, ADA, event, criteria=UNIT.criterion_ids)
    app = page_for("people")
    assert "a name here proves nothing about who it was" in said(app)
    everyone, pairs = (table.value for table in app.table)
    assert list(everyone["Name"]) == ["Lee Learner", "Ada Assessor", "A\\. Tutor"]
    assert list(everyone["Points decided"]) == ["–", "1", "–"]
    assert list(everyone["Consents noted"]) == ["–", "–", "3"]
    assert pairs.to_numpy().tolist() == [["Ada Assessor", "Lee Learner", "1", "–"]]
    app.get("button_group")[0].set_value("learner").run()
    assert list(app.table[0].value["Name"]) == ["Lee Learner"]


def waiting(folder, count, name="call.wav"):
    with open_store(folder, database="") as store:
        path = folder / name
        path.write_bytes(name.encode())
        sha256 = store.recordings.keep(path, Consent("explicit", "Ann", "2026-03-02T14:10:00+00:00")).sha256
        return [store.jobs.enqueue(sha256, {"n": number}).id for number in range(count)]


def test_jobs_are_shown_newest_first_as_many_as_asked_for_and_by_state(empty):
    numbers = waiting(empty, 30)
    with open_store(empty, database="") as store:
        store.jobs.cancel(numbers[0])
    app = page_for("jobs")
    assert [button.key for button in app.button if button.key.startswith("cancel-")] == [
        f"cancel-{number}" for number in reversed(numbers[5:])
    ]
    app.button(key="jobs-more").click().run()
    assert len([button for button in app.button if button.key.startswith(("cancel-", "retry-"))]) == 30
    assert not [button for button in app.button if button.key == "jobs-more"]
    app.get("button_group")[0].set_value("cancelled").run()
    assert [button.key for button in app.button] == [f"retry-{numbers[0]}"]
    app.get("button_group")[0].set_value("failed").run()
    assert "There is no such job" in said(app)


def test_a_failed_job_is_tried_again_from_the_page_and_a_refusal_is_said(empty):
    (number,) = waiting(empty, 1)
    with open_store(empty, database="") as store:
        store.jobs.claim("w")
        store.jobs.fail(number, "w", Fault("decode", "found no sound", "Copy it again"))
    app = page_for("jobs")
    assert "found no sound" in said(app)
    assert any(box.label == "A line to send to whoever helps you" for box in app.expander)
    with open_store(empty, database="") as store:
        store.recordings.withdraw(store.jobs.get(number).sha256, "Sam")
    app.button(key=f"retry-{number}").click().run()
    assert "consent was withdrawn" in re.sub(r"\\(\W)", r"\1", app.toast[0].value)
    with open_store(empty, database="") as store:
        store.recordings.give_consent(
            store.jobs.get(number).sha256, Consent("explicit", "Ann", "2026-03-02T14:10:00+00:00")
        )
    app.button(key=f"retry-{number}").click().run()
    assert "waiting" in said(app)


def test_a_job_that_is_done_leads_to_its_call(seeded, empty):
    with open_store(empty, database="") as store:
        row = store.observations.get(seeded["garden_enquiry"])
        job = store.jobs.enqueue(row.sha256, {})
        store.jobs.claim("w")
        store.jobs.finish(job.id, "w", row.id)
    app = page_for("jobs")
    assert [link.proto.query_string for link in app.get("page_link")] == [f"call={row.id}"]
    assert "took 1 second" in said(app)
