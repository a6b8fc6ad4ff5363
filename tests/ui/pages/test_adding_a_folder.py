"""Adding a whole folder, without a browser: the list, what is kept, and what one bad file costs the others."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from observe.store import open_store
from observe.store.recordings import Recordings

RECORD = b'basis = "explicit"\nrecorded_by = "Ann"\nrecorded_at = 2026-03-02T14:10:00+00:00\n'
HOSTILE = "calls/<img src=x> [x](javascript:hit) **b** \u202egnp"


@pytest.fixture
def choosing(empty):
    """The page with a folder chosen; gives a function that chooses these files, by path."""

    def choose(files, basis=None):
        app = AppTest.from_string("from observe.ui.pages import add\nadd.page()\n", default_timeout=60)
        app.session_state["person"] = None
        app.run()
        app.get("button_group")[0].set_value("A whole folder").run()
        if basis:
            app.radio(key="basis").set_value(basis).run()
            app.text_input(key="recorded_by").set_value("A. Tutor").run()
        chosen = [(path, content, "application/octet-stream") for path, content in files.items()]
        app.get("file_uploader")[0].set_value(chosen).run()
        assert not app.exception
        return app

    return choose


def listed(app):
    """Each file of the list and what is said of it."""
    rows = [row for table in app.table for row in table.value.to_numpy()]
    return {re.sub(r"\\(\W)", r"\1", str(file)): re.sub(r"\\(\W)", r"\1", str(why)) for file, why in rows}


def kept(folder):
    """Each job's file and the basis that its recording is kept under."""
    with open_store(folder, database="") as store:
        return {job.file: store.recordings.get(job.sha256).consent.basis for job in store.jobs.list()}


def test_without_consent_nothing_of_a_folder_is_kept(choosing, empty):
    app = choosing({"calls/a.wav": b"one"})
    assert listed(app) == {"calls/a.wav": "No consent: no record lies beside it, and none is given above."}
    assert app.button(key="add-folder").disabled
    with open_store(empty, database="") as store:
        assert store.recordings.list() == ()


def test_each_recording_is_kept_under_its_own_consent_or_the_one_above(choosing, empty):
    app = choosing(
        {
            "calls/a.wav": b"one",
            "calls/a.consent.toml": RECORD,
            "calls/deep/b.mp3": b"two",
            "calls/copy of b.mp3": b"two",
            "calls/notes.txt": b"hello",
        },
        basis="role-play",
    )
    assert listed(app) == {
        "calls/a.consent.toml": "The consent record of calls/a.wav.",
        "calls/a.wav": "Under its own consent record.",
        "calls/copy of b.mp3": "Under the consent given above.",
        "calls/deep/b.mp3": "It is the same recording as calls/copy of b.mp3, which is added.",
        "calls/notes.txt": "Neither a recording nor a consent record.",
    }
    button = app.button(key="add-folder")
    assert button.label == "Add and analyse 2 calls"
    button.click().run()
    assert not app.exception
    assert kept(empty) == {"a.wav": "explicit", "copy of b.mp3": "role-play"}
    assert not list(empty.glob("uploads-*"))


def test_what_is_here_already_and_what_was_withdrawn_is_not_added_again(choosing, empty):
    choosing({"calls/a.wav": b"one", "calls/b.wav": b"two"}, basis="role-play").button(
        key="add-folder"
    ).click().run()
    with open_store(empty, database="") as store:
        withdrawn = next(one for one in store.recordings.list() if one.file == "b.wav")
        store.recordings.withdraw(withdrawn.sha256, "Sam")
    app = choosing(
        {"again/renamed.wav": b"one", "again/b.wav": b"two", "again/c.wav": b"three"}, basis="explicit"
    )
    found = listed(app)
    assert found["again/renamed.wav"] == "It is here already."
    assert "consent was withdrawn on" in found["again/b.wav"]
    assert app.button(key="add-folder").label == "Add and analyse 1 call"


def test_one_bad_file_does_not_lose_the_others(choosing, empty, monkeypatch):
    keep = Recordings.keep

    def keep_all_but_one(self, path, *rest):
        if path.name == "b.wav":
            raise OSError("the stick was pulled out")
        return keep(self, path, *rest)

    monkeypatch.setattr(Recordings, "keep", keep_all_but_one)
    app = choosing({f"calls/{name}.wav": name.encode() for name in "abc"}, basis="role-play")
    app.button(key="add-folder").click().run()
    assert not app.exception
    assert set(kept(empty)) == {"a.wav", "c.wav"}
    (error,) = app.error
    assert "calls/b.wav: " in re.sub(r"\\(\W)", r"\1", error.value)


def test_hostile_names_are_listed_as_text(choosing):
    app = choosing({f"{HOSTILE}{'x' * 10_000}.wav": b"one", f"{HOSTILE}.txt": b""}, basis="role-play")
    cells = [str(cell) for table in app.table for row in table.value.to_numpy() for cell in row]
    assert len(cells) == 4
    assert not [cell for cell in cells if re.search(r"(?<!\\)[<\[*]|\u202e", cell) or len(cell) > 400]
