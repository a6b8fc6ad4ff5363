"""The pages, run without a browser on a seeded store."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Opened, Person, Subject
from observe.assessment.people import DUTIES
from observe.io import document
from observe.observation import Consent
from observe.store import Fault, open_store
from observe.ui.pages import MENUS, NEEDS, OF_ONE_DUTY, PAGES
from tests.support.pages import player_of

APP = str(Path(__file__).resolve().parents[3] / "app.py")
AGREED = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")


def opened(person: Person | None = None, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=180)
    app.session_state["person"] = person
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def on_page(name: str, person: Person | None = None, **query: str) -> AppTest:
    """The app as it is when its address names a page: AppTest knows only pages that are files."""
    app = AppTest.from_string(
        f"from observe.ui.pages import PAGES\n"
        f"next(show for show, about in PAGES if about['url_path'] == {name!r})()\n",
        default_timeout=180,
    )
    app.session_state["person"] = person
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "info", "error", "warning", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def waiting(folder: Path, name: str = "call 7.wav", content: bytes = b"RIFF") -> int:
    with open_store(folder, database="") as store:
        path = folder / name
        path.write_bytes(content)
        return store.jobs.enqueue(store.recordings.keep(path, AGREED).sha256, {}).id


def test_an_empty_list_says_what_to_do(empty):
    app = opened()
    assert "No calls yet" in said(app)
    assert [link.proto.label for link in app.get("page_link")] == ["Add your first call"]


def test_the_list_shows_each_call_with_its_facts_and_a_link(seeded):
    app = opened()
    text = said(app)
    assert "**billing\\_resolved\\.flac**" in text
    assert "02\\:06" in text
    assert "Role-play" in text
    links = {link.proto.query_string for link in app.get("page_link")}
    assert links == {f"call={number}" for number in seeded.values()}


def test_searching_narrows_the_list_and_says_so_when_nothing_is_left(seeded):
    app = opened()
    app.text_input(key="sought").set_value("GARDEN").run()
    assert "1 of 3 calls" in said(app)
    app.text_input(key="sought").set_value("<b>nothing").run()
    assert "No call matches “\\<b\\>nothing”" in said(app)


def test_words_that_were_said_are_found_and_quoted_with_their_second(seeded):
    app = opened()
    app.text_input(key="sought").set_value('"recorded for TRAINING" willow').run()
    text = said(app)
    assert "1 of 3 calls" in text
    assert "00\\:01 Agent\\: “Good morning, **Willow** Lane Energy" in text
    assert "**recorded for training\\.**" in text
    assert app.query_params["sought"] == '"recorded for TRAINING" willow'


def test_a_filter_says_how_many_it_leaves_and_stays_in_the_address(seeded):
    app = opened()
    (cue,) = (box for box in app.selectbox if box.key == "cue")
    option = next(option for option in cue.options if option.startswith("Paraphrase ("))
    number = int(option.partition("(")[2].rstrip(")"))
    cue.set_value("paraphrase").run()
    assert f"{number} of 3 calls" in said(app)
    assert app.query_params["cue"] == "paraphrase"
    app.button(key="clear-filters").click().run()
    assert "3 of 3 calls" in said(app)
    assert "cue" not in app.query_params


def test_filters_in_the_address_are_set_and_what_to_loosen_is_said(seeded):
    app = on_page("calls", cue="paraphrase", marking="signed")
    assert app.selectbox(key="cue").value == "paraphrase"
    text = said(app)
    assert "No call passes all of these at once" in text
    assert "Without “Marking: Signed by the assessor”, " in text


def test_an_outcome_of_a_point_is_asked_by_unit_and_point(seeded):
    app = on_page("calls")
    app.selectbox(key="unit").set_value("challenging-customers").run()
    app.selectbox(key="point").set_value("active-listening").run()
    options = [option for option in app.selectbox(key="outcome").options if option != "Any"]
    assert sum(int(option.partition("(")[2].rstrip(")")) for option in options) == 3
    app.selectbox(key="outcome").set_value("shown").run()
    assert app.query_params["outcome"] == "shown"
    app.selectbox(key="unit").set_value("").run()
    assert "3 of 3 calls" in said(app)
    assert "point" not in app.query_params


@pytest.mark.parametrize("hostile", ["<b>x", "\u202e", "%", "'; DROP TABLE observations", "x" * 5000])
def test_whatever_an_address_asks_is_shown_as_text(seeded, hostile):
    app = on_page(
        "calls", sought=hostile, cue=hostile, marking=hostile, unit=hostile, point=hostile, age=hostile
    )
    assert "No call passes" in said(app)
    assert "<b>" not in said(app)


def test_an_assessor_finds_words_and_nothing_that_is_hidden(seeded):
    app = on_page("calls", Person("Ann", "assessor"))
    assert "never found by cue, mistake or outcome" in said(app)
    assert app.selectbox(key="cue").options == ["Any"]


def test_a_learner_is_offered_no_filter_that_tells_suggestions(seeded):
    with open_store(database="") as store:
        stored = store.observations.get(seeded["garden_enquiry"])
        store.assessments.add(
            Subject(stored.sha256, "challenging-customers", "1"),
            stored.id,
            Person("Ann", "assessor"),
            Opened("Lea", "Ann", blind=True),
            criteria=["active-listening"],
        )
    app = opened(Person("Lea", "learner"))
    assert {box.key for box in app.selectbox} == {"duty-top", "marking", "consent", "age"}
    assert "1 of 1 call" in said(app)
    app.text_input(key="sought").set_value("Willow").run()
    assert "No call matches" in said(app)


def test_a_direct_link_leads_to_the_call(seeded):
    app = opened(call=str(seeded["delivery_mishandled"]))
    assert player_of(app)["file"] == "delivery_mishandled.ogg"


def test_the_review_page_gives_the_player_the_whole_call(seeded):
    data = player_of(on_page("review", call=str(seeded["billing_resolved"])))
    assert data["audio"] == f"/recordings/{seeded['billing_resolved']}/audio"
    assert [lane["label"] for lane in data["lanes"]] == ["Agent", "Customer"]
    assert {len(unit["points"]) for unit in data["units"]} == {4, 5, 8}
    assert len(data["units"]) == 5


def test_the_player_keeps_its_identity_when_the_page_is_run_again(seeded):
    app = on_page("review", call=str(seeded["billing_resolved"]))
    before = app.get("bidi_component")[0].proto.id
    app.run()
    assert app.get("bidi_component")[0].proto.id == before


@pytest.mark.parametrize("asked", ["999", "abc", "-1", "9" * 40, "<b>", "١"])
def test_a_call_that_is_not_there_is_said_plainly(seeded, asked):
    app = on_page("review", call=asked)
    assert "There is no call" in app.error[0].value
    assert "<b>" not in app.error[0].value.replace("\\<b\\>", "")
    assert not app.get("bidi_component")


def test_the_review_page_lists_the_promises_of_the_call(seeded):
    app = on_page("review", call=str(seeded["billing_resolved"]))
    assert any(box.label.startswith("Promises made in this call: ") for box in app.expander)
    assert len(app.table) == 0
    app.session_state[f"promises-{seeded['billing_resolved']}"] = True  # somebody opens it
    assert len(app.run().table) == 1


def test_the_review_page_without_any_call_says_what_to_do(empty):
    assert "no call to review yet" in said(on_page("review"))


def test_withdrawn_consent_is_said_on_the_review_page(seeded, empty):
    with open_store(empty, database="") as store:
        row = store.observations.get(seeded["garden_enquiry"])
        store.recordings.withdraw(row.sha256, "Sam")
    app = on_page("review", call=str(row.id))
    assert "consent was withdrawn" in app.warning[0].value


def test_the_files_of_a_call_are_offered(seeded):
    app = on_page("review", call=str(seeded["garden_enquiry"]))
    app.session_state[f"files-{seeded['garden_enquiry']}"] = True  # somebody opens it
    app.run()
    labels = [button.label for button in app.get("download_button")]
    assert labels == ["Everything (JSON)", "Who spoke when (RTTM)", "Captions (VTT)"]


def test_nothing_can_be_added_before_consent(empty):
    app = on_page("add")
    assert app.button(key="add").disabled
    assert app.get("file_uploader")[0].proto.disabled
    assert "First say how both people agreed" in said(app)
    app.radio(key="basis").set_value("role-play").run()
    assert app.get("file_uploader")[0].proto.disabled
    app.text_input(key="recorded_by").set_value("  ").run()
    assert app.get("file_uploader")[0].proto.disabled


def test_an_upload_under_consent_becomes_a_job_with_its_options(empty):
    app = on_page("add")
    app.radio(key="basis").set_value("verbal-on-call").run()
    app.text_input(key="recorded_by").set_value("A. Tutor").run()
    assert "Choose at least one recording" in said(app)
    app.get("file_uploader")[0].set_value(("<b>call</b>.wav", b"RIFF....", "audio/wav")).run()
    app.text_input(key="customer").set_value("Ms Shah")
    app.selectbox(key="language").set_value("en")
    app.selectbox(key="channel").set_value("Right").run()
    app.button(key="add").click().run()
    assert not app.exception
    with open_store(empty, database="") as store:
        (job,) = store.jobs.list()
        kept = store.recordings.get(job.sha256)
    assert (job.file, job.state) == ("b>.wav", "queued")
    assert (job.options["customer_name"], job.options["agent_channel"]) == ("Ms Shah", 1)
    assert job.options["language"] == "en"
    assert (kept.consent.basis, kept.consent.recorded_by) == ("verbal-on-call", "A. Tutor")
    assert not list(empty.glob("uploads-*"))


def test_a_sample_call_is_added_under_the_consent_beside_it(empty):
    app = on_page("add")
    app.get("button_group")[0].set_value("Sample calls").run()
    app.button(key="add-sample").click().run()
    with open_store(empty, database="") as store:
        (job,) = store.jobs.list()
        assert store.recordings.get(job.sha256).consent.basis == "role-play"


def test_a_waiting_job_can_be_cancelled_and_tried_again(empty):
    job = waiting(empty)
    app = opened()
    assert "Your first call is on its way" in said(app)
    app.button(key=f"cancel-{job}").click().run()
    assert "cancelled" in said(app)
    app.button(key=f"retry-{job}").click().run()
    assert "waiting" in said(app)


def test_a_running_job_shows_its_stage_and_share(empty):
    job = waiting(empty)
    with open_store(empty, database="") as store:
        store.jobs.claim("w")
        store.jobs.report(job, "w", "transcribe", 0.42)
    app = opened()
    (progress,) = app.get("progress")
    assert "Writing down the words, 42%" in progress.proto.text


def test_a_failed_job_says_in_plain_words_what_to_do(empty):
    job = waiting(empty, name="<i>call</i>.wav".replace("/", "_"))
    with open_store(empty, database="") as store:
        store.jobs.claim("w")
        store.jobs.fail(job, "w", Fault("decode", "call.wav is empty (0 bytes)", "Copy it again"))
    text = said(opened())
    assert "could not be analysed: call\\.wav is empty \\(0 bytes\\)" in text
    assert "Copy it again" in text
    assert "\\<i\\>" in text


def test_an_unusable_data_folder_is_one_plain_line(tmp_path, monkeypatch):
    place = tmp_path / "file"
    place.write_text("in the way")
    monkeypatch.setenv("OBSERVE_DATA", str(place))
    app = opened()
    assert "cannot write" in app.error[0].value


def test_a_call_that_this_reader_added_is_offered_for_review_when_it_is_ready(empty, billing):
    app = on_page("add")
    app.get("button_group")[0].set_value("Sample calls").run()
    app.button(key="add-sample").click().run()
    with open_store(empty, database="") as store:
        (job,) = store.jobs.list()
        store.jobs.claim("w")
        store.jobs.finish(job.id, "w", store.observations.add(billing).id)
    app.run()
    assert "billing\\_resolved\\.flac** is ready" in said(app)
    assert [link.proto.query_string for link in app.get("page_link")] == ["call=1"]


def test_agent_and_customer_can_be_swapped_from_the_review_page(seeded):
    app = on_page("review", call=str(seeded["garden_enquiry"]))
    assert not [box for box in app.text_input if box.key == "correcting-by"]  # made once it is opened
    app.session_state[f"correct-{seeded['garden_enquiry']}"] = True
    app.run()
    app.text_input(key="correcting-by").set_value("A. Tutor").run()
    app.button(key=f"swap-{seeded['garden_enquiry']}").click().run()
    assert not app.exception
    with open_store() as store:
        assert store.jobs.list() == ()  # nothing is read from the sound again
        before, after = (
            document.loads(store.observations.document(number))
            for number in (seeded["garden_enquiry"], int(app.query_params["call"][0]))
        )
    other = {"agent": "customer", "customer": "agent"}
    assert [turn.role for turn in after.turns] == [other[turn.role] for turn in before.turns]


@pytest.mark.parametrize(
    ("duty", "title"),
    [
        ("learner", "My calls"),
        ("assessor", "To mark"),
        ("team_leader", "Spot-check"),
        ("administrator", "Consent & retention"),
    ],
)
def test_each_duty_begins_at_its_own_work(seeded, duty, title):
    app = opened(Person("Ada", duty))
    assert app.title[0].value == title


def test_every_duty_has_a_menu_of_pages_that_there_are_and_reaches_the_review():
    addresses = [about["url_path"] for _, about in PAGES]
    assert len(set(addresses)) == len(addresses)
    assert set(MENUS) == {None, *DUTIES}
    assert set(NEEDS) == set(addresses)
    assert all("review" in menu for menu in MENUS.values())


def test_the_menus_of_pages_follow_from_what_each_duty_may_do():
    assert MENUS == {
        None: ("calls", "review", "add"),
        "learner": ("calls", "review", "progress", "portfolio"),
        "assessor": ("to_mark", "review", "learners", "calls", "portfolio", "add"),
        "team_leader": ("spot_check", "quality", "agreement", "calls", "review", "portfolio", "add"),
        "administrator": ("consent", "people", "jobs", "calls", "add", "review"),
    }
    shared = {"calls", "review", "add", "portfolio"}
    assert set(OF_ONE_DUTY) == {about["url_path"] for _, about in PAGES} - shared


def test_a_direct_link_is_followed_from_wherever_one_begins(seeded):
    app = opened(Person("Ada", "assessor"), call=str(seeded["delivery_mishandled"]))
    assert player_of(app)["file"] == "delivery_mishandled.ogg"
