"""The panel that sets a call right, on the review page, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Person
from observe.io import document
from observe.store import open_store
from tests.support import misheard

ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")


class Page:
    """The review page of one call, as one person sees it."""

    def __init__(self, person):
        self.app = AppTest.from_string(
            "from observe.ui.pages import PAGES\n"
            "next(show for show, about in PAGES if about['url_path'] == 'review')()\n",
            default_timeout=180,
        )
        if person is not None:
            self.app.session_state["person"] = person
        self.run()
        self.open()

    def run(self):
        """Run it again; no page may fail."""
        self.app.run()
        assert not self.app.exception

    def open(self):
        """Open the panel that corrects the call; what is in it is made only then."""
        self.app.session_state[f"correct-{self.number}"] = True
        self.run()

    @property
    def seen(self):
        """The version that the address names now, read from the store."""
        with open_store() as store:
            return document.loads(store.observations.document(self.number))

    @property
    def number(self):
        """Id of the version that the address names."""
        (number,) = self.app.query_params["call"]
        return int(number)

    @property
    def said(self):
        """Everything that is written on it."""
        kinds = ("markdown", "caption", "info", "error", "warning")
        return "\n".join(element.value for kind in kinds for element in self.app.get(kind))

    def widget(self, kind, beginning):
        """The widget whose key begins so."""
        return next(each for each in self.app.get(kind) if each.key and each.key.startswith(beginning))

    def press(self, beginning):
        """Press a button."""
        self.widget("button", beginning).click()
        self.run()

    def choose_turn(self, index):
        """Go to a turn."""
        self.widget("selectbox", "turn-").set_value(index)
        self.run()


@pytest.fixture
def stored(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path))
    monkeypatch.delenv("OBSERVE_DATABASE", raising=False)
    path = tmp_path / "call.wav"
    path.write_bytes(b"the bytes of a call")
    with open_store(tmp_path, database="") as store:
        kept = store.recordings.keep(path, misheard.CONSENT)
        store.observations.add(document.dumps(misheard.observation(kept.sha256, swapped=True)))
    return kept


def test_swap_correct_and_undo_each_show_the_new_version_at_once(stored):
    page = Page(ADA)
    page.press("swap-")
    assert (page.number, page.seen.turns[0].role) == (2, "agent")
    assert misheard.names_heard(page.seen) == []
    page.choose_turn(misheard.HERE)
    page.widget("text_area", "text-").set_value(misheard.SPOKEN[misheard.HERE].format(name="Mr Cooper."))
    page.press(f"save-{page.number}-")
    assert page.number == 3
    assert (misheard.names_heard(page.seen), misheard.outcome(page.seen)) == (["Mr Cooper."], "shown")
    assert page.widget("selectbox", "turn-").value == misheard.HERE
    number = page.seen.edits[-1].number
    page.press(f"undo-{page.number}-{number}")
    assert page.number == 4
    assert (misheard.names_heard(page.seen), misheard.outcome(page.seen)) == ([], "opportunity_missed")
    assert [edit.state for edit in page.seen.edits] == ["counts", "taken_back"]
    assert [edit.by for edit in page.seen.edits] == ["Ada Assessor"] * 2


def test_a_turn_is_split_joined_and_given_to_another_voice(stored):
    page = Page(ADA)
    page.widget("selectbox", "before-").set_value(7)
    page.press("part-")
    assert [turn.text for turn in page.seen.turns[:2]] == [
        "Good morning, Willow Lane Energy, Grace speaking.",
        "How can I help?",
    ]
    page.press("join-")
    assert page.seen.turns[0].text == misheard.SPOKEN[0]
    page.choose_turn(1)
    page.widget("select_slider", "which-").set_value((0, 0))
    page.press("change-")
    assert page.seen.turns[0].text == f"{misheard.SPOKEN[0]} Hello."


def test_voices_are_named_and_merged_and_the_customer_gets_a_name(stored):
    page = Page(ADA)
    page.widget("text_input", "name-1").set_value("Grace <b>")
    page.press("save-name-")
    assert page.seen.names == {"SPEAKER_00": "Grace <b>"}
    assert "Grace \\<b\\>" in page.said
    page.widget("text_input", "customer-name-").set_value("Martin Cooper")
    page.press("save-customer-")
    assert page.seen.provenance.options["customer_name"] == "Martin Cooper"
    page.press("merge-voices-")
    assert {turn.speaker for turn in page.seen.turns} == {"SPEAKER_00"}
    assert [edit.state for edit in page.seen.edits] == ["counts"] * 3
    assert not [each for each in page.app.get("button") if each.key and each.key.startswith("merge-voices-")]


def test_nothing_is_corrected_by_nobody(stored):
    page = Page(None)
    page.press("swap-")
    assert "Say who you are first" in page.said
    page.widget("text_input", "correcting-by").set_value("A. Tutor")
    page.press("swap-")
    assert [edit.by for edit in page.seen.edits] == ["A. Tutor"]


def test_words_left_as_they_are_make_no_version(stored):
    page = Page(ADA)
    page.press("save-1-")
    assert "Nothing was changed" in page.said
    assert page.number == 1


def test_a_learner_sees_what_was_corrected_and_corrects_nothing(stored, tmp_path):
    from observe.analysis.correcting import correct
    from observe.assessment import Opened, Subject
    from observe.corrections import CustomerName
    from observe.schemes import load

    unit = load(misheard.UNIT)
    with open_store(tmp_path, database="") as store:
        correct(store, stored.sha256, "Ada", [CustomerName("Cooper")])
        store.assessments.add(
            Subject(stored.sha256, unit.id, unit.version),
            2,
            ADA,
            Opened(LEE.name, ADA.name),
            criteria=[criterion.id for criterion in unit.criteria],
        )
    page = Page(LEE)
    assert "Customer’s name\\: now “Cooper” — Ada" in page.said
    keys = [each.key for kind in ("button", "text_area") for each in page.app.get(kind) if each.key]
    assert not [key for key in keys if key.startswith(("swap", "save-", "text-", "undo", "part", "change"))]


def test_an_earlier_version_is_not_corrected(stored):
    page = Page(ADA)
    page.press("swap-")
    page.app.query_params["call"] = "1"
    page.run()
    assert "This is an earlier version" in page.said
    assert not [each for each in page.app.get("button") if each.key and each.key.startswith("swap-")]
