"""Two people at one call at once: nothing is lost, each learns what they may, and the sound plays on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from observe.assessment import Opened, Person, Subject, standing_of
from observe.store import open_store
from tests.browser.seats import UNIT, unheard, witness
from tests.support import seeding

ADA, BEN = Person("Ada Assessor", "assessor"), Person("Ben Assessor", "assessor")
LEE = Person("Lee Learner", "learner")
CALL = "billing_resolved"
FIRST, SECOND, THIRD = UNIT.criterion_ids[:3]
#: So slowly that the call does not end before the test does.
PLAY = "audio => { audio.muted = true; audio.playbackRate = 0.25; return audio.play(); }"


@pytest.fixture
def served(served_anew):
    """The app, with the call opened for blind marking."""
    with open_store(served_anew.folder, database="") as store:
        seeding.does(store, served_anew.calls[CALL], UNIT, ADA, Opened(LEE.name, ADA.name, True))
    return served_anew


@pytest.fixture
def playing(seat, served):
    """Somebody at the call, its sound playing."""

    def begun(person):
        one = seat(person)
        one.opens(served.calls[CALL])
        one.page.locator(".observe audio").evaluate(PLAY)
        return one, witness(one.page)

    return begun


def points(served):
    with open_store(served.folder, database="") as store:
        row = store.observations.get(served.calls[CALL])
        subject = Subject(row.sha256, UNIT.id, UNIT.version)
        return standing_of(subject, UNIT.criterion_ids, store.assessments.entries(subject)).points


def moves_on(audio, act):
    """The sound is further when it is done, and has not stopped."""
    before = audio.evaluate("audio => audio.currentTime")
    act()
    unheard(audio)
    assert audio.evaluate("audio => audio.currentTime") > before


def test_two_assessors_decide_the_same_point_and_others_and_keep_all_of_it(playing, served):
    (ada, ada_hears), (ben, ben_hears) = playing(ADA), playing(BEN)
    ada.point(1).get_by_label("Your reason for point 1").fill("Being typed while Ben saves")
    moves_on(ada_hears, lambda: ben.decides(1, "Not yet", "Ben on one"))
    moves_on(ben_hears, lambda: ada.decides(1, "Met", "Ada on one"))
    expect(ada.page.get_by_text("Meanwhile Ben Assessor decided point 1: not yet")).to_be_visible()
    moves_on(ada_hears, lambda: ben.decides(2, "Met", "Ben on two"))
    moves_on(ben_hears, lambda: ada.decides(3, "Not yet", "Ada on three"))
    moves_on(ada_hears, lambda: ben.decides(1, "Met", "Ben on one again"))
    expect(ben.page.get_by_text("Meanwhile Ada Assessor decided point 1: met")).to_be_visible()
    expect(ada.page.get_by_text("Ben on two")).to_have_count(0)  # each decides before they see the other's
    found = points(served)
    kept = {
        (name, who.name): (mark.decision, mark.comment)
        for name in (FIRST, SECOND, THIRD)
        for who in (ADA, BEN)
        if (mark := found[name].mark_of(who.name)) is not None
    }
    assert kept == {
        (FIRST, ADA.name): ("met", "Ada on one"),
        (FIRST, BEN.name): ("met", "Ben on one again"),
        (SECOND, BEN.name): ("met", "Ben on two"),
        (THIRD, ADA.name): ("not_yet", "Ada on three"),
    }


def test_an_assessor_and_the_learner_mark_the_same_point_and_the_learner_is_told_nothing_unsigned(
    playing, served
):
    (ada, ada_hears), (lee, lee_hears) = playing(ADA), playing(LEE)
    moves_on(lee_hears, lambda: ada.decides(1, "Not yet", "Ada on one"))
    moves_on(ada_hears, lambda: lee.decides(1, "Met", "Lee on one"))
    lee.decides(2, "Not yet", "Lee on two")
    expect(lee.page.get_by_text("Ada on one")).to_have_count(0)
    expect(lee.page.get_by_text("Meanwhile")).to_have_count(0)
    moves_on(lee_hears, lambda: ada.decides(1, "Met", "Ada on one again"))
    expect(ada.point(1)).to_contain_text("The learner's own view: ✓ Met — Lee on one")
    expect(ada.page.get_by_text("Lee on two")).to_have_count(0)  # of a point that Ada has not decided
    found = points(served)
    assert found[FIRST].mark_of(ADA.name).comment == "Ada on one again"
    assert found[FIRST].self_mark.event.mark.comment == "Lee on one"
    assert found[SECOND].self_mark.event.mark.comment == "Lee on two"


def test_the_sound_plays_on_while_a_filter_or_the_unit_changes_and_a_comment_is_typed_and_saved(playing):
    ada, audio = playing(ADA)
    reason = ada.point(1).get_by_label("Your reason for point 1")
    moves_on(audio, lambda: reason.press_sequentially("Heard it at the beginning", delay=30))
    moves_on(audio, lambda: reason.press("Control+Enter"))
    moves_on(audio, lambda: ada.decides(1, "Met", "Heard it at the beginning"))
    unit = ada.page.get_by_role("combobox", name="Unit")
    moves_on(audio, lambda: ada.chooses(unit, "Challenging"))
    expect(ada.page.get_by_text("Nobody is assessed on this call by this unit yet.")).to_be_visible()
    unheard(audio)


def test_the_sound_plays_on_while_kinds_of_cue_and_frameworks_are_chosen(playing, seat, served):
    one = seat(None)
    one.page.goto(f"{served.url}/review?call={served.calls[CALL]}")
    kinds = one.page.get_by_role("group", name="Kinds of cue").get_by_role("button")
    kinds.first.wait_for()
    one.page.locator(".observe audio").evaluate(PLAY)
    audio = witness(one.page)
    for _ in range(2):
        moves_on(audio, lambda: kinds.first.click())
    framework = one.page.get_by_role("combobox", name="Framework")
    moves_on(audio, lambda: framework.select_option(label="LAST"))
