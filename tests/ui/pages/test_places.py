"""What can be pressed keeps its place from one run of a page to the next, or it is made anew under a hand.

Streamlit's browser side knows a thing again by its key, or, without one, by its number among its neighbours:
where one comes or goes before it, it and all within it are made anew, and a click, a list or the focus is lost
with it.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from observe.assessment import Person
from tests.support.seeding import SAMPLES

ADA = Person("Ada Assessor", "assessor")
APP = SAMPLES.parent / "app.py"


@pytest.fixture
def sent(monkeypatch):
    """What each run of a page sent to the browser, the latest run last."""
    runs = []
    forward = LocalScriptRunner.forward_msgs

    def noted(self):
        runs.append(forward(self))
        return runs[-1]

    monkeypatch.setattr(LocalScriptRunner, "forward_msgs", noted)
    return runs


def places(messages):
    """Where each thing with an id stands: for each box around it its id, or its number where it has none."""
    names, where = {}, {}
    for message in messages:
        if message.WhichOneof("type") != "delta":
            continue
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "add_block":
            names[path] = delta.add_block.id
        elif delta.WhichOneof("type") == "new_element":
            element = delta.new_element
            names[path] = getattr(getattr(element, element.WhichOneof("type")), "id", "")
        if names.get(path):
            around = [path[:depth] for depth in range(1, len(path))]
            where[names[path]] = tuple(names.get(box) or box[-1] for box in around)
    return where


def moved(before, now):
    """The things of both runs that stand elsewhere in the later one."""
    was, stands = places(before), places(now)
    return sorted(name for name in was.keys() & stands.keys() if was[name] != stands[name])


def app_for(person, call):
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["call"] = str(call)
    if person:
        app.session_state["person"] = person
    return app.run()


def test_what_stands_below_keeps_its_place_when_a_page_has_somebody_to_remember(sent, seeded):
    app = app_for(ADA, seeded["billing_resolved"])
    app.session_state["remember"] = True
    app.run()
    assert not app.exception
    assert len(places(sent[-1])) > 10
    assert moved(sent[-2], sent[-1]) == []


def test_what_stands_below_keeps_its_place_when_the_last_decision_shows_the_cues(sent, desk):
    desk.opens("billing_resolved")
    app = app_for(ADA, desk.calls["billing_resolved"])
    before = sent[-1]
    desk.decides("billing_resolved")
    app.run()
    assert "promises" in str(places(sent[-1]).keys() - places(before).keys())
    assert moved(before, sent[-1]) == []
