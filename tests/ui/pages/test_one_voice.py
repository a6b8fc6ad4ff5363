"""A call that came out with one voice says so on its page, and one click has it divided in two again."""

from __future__ import annotations

from dataclasses import replace

from observe.io import document
from observe.store import open_store
from observe.turns.recorded_voice import RECORDED
from observe.ui.widgets.one_voice import found_one, two_speak
from tests.ui.pages.test_pages import on_page


def united(observation):
    """The call as it is where both voices were taken for one."""
    (first, *_) = observation.roles
    turns = tuple(
        replace(turn, speaker=first.speaker, role=first.role, channel=None) for turn in observation.turns
    )
    recording = replace(observation.recording, layout="mono")
    options = {"speakers": 2, "customer_name": "Jo Day"}
    provenance = replace(observation.provenance, options=options)
    return replace(observation, roles=(first,), turns=turns, recording=recording, provenance=provenance)


def test_a_call_with_one_voice_offers_that_two_people_speak(seeded):
    with open_store() as store:
        whole = document.loads(store.observations.document(seeded["garden_enquiry"]))
        row = store.observations.add(document.dumps(united(whole)))
    app = on_page("review", call=str(row.id))
    app.session_state[f"correct-{row.id}"] = True
    app.run()
    app.text_input(key="correcting-by").set_value("A. Tutor").run()
    assert "Only one voice was found" in " ".join(warning.value for warning in app.warning)
    app.button(key=f"two-{row.id}").click().run()
    assert not app.exception
    with open_store() as store:
        (job,) = store.jobs.list()
    assert (job.options["speakers"], job.options["exactly"]) == (2, True)
    assert job.options["customer_name"] == "Jo Day"


def test_what_was_asked_for_and_parties_apart_are_no_surprise(seeded):
    with open_store() as store:
        whole = document.loads(store.observations.document(seeded["garden_enquiry"]))
    one = united(whole)
    assert found_one(one)
    assert two_speak(one).exactly
    assert found_one(replace(one, roles=(*one.roles, replace(one.roles[0], speaker=RECORDED, role="other"))))
    assert not found_one(replace(one, roles=(one.roles[0], replace(one.roles[0], speaker="SPEAKER_01"))))
    assert not found_one(replace(one, recording=replace(one.recording, layout="party_each")))
    asked = replace(one.provenance, options={"speakers": 1})
    assert not found_one(replace(one, provenance=asked))
