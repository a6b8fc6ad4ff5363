"""What the player is given of a call's frameworks."""

from __future__ import annotations

import json

import pytest

from observe.frameworks import load_all
from observe.schemes import load_all as schemes
from observe.ui.player.data import player_data
from observe.ui.player.ribbons import COLOURS, STATES, ribbons
from tests.support import seeding
from tests.ui.words.test_cue_style import DARK, WHITE


@pytest.fixture(scope="module")
def handled():
    """The frameworks of each sample call, as plain data, by the call's stem and the framework's id."""
    stems = ("billing_resolved", "delivery_mishandled", "garden_enquiry")
    found = {stem: ribbons(seeding.observation_of(stem)) for stem in stems}
    return {stem: {one["id"]: one for one in json.loads(json.dumps(some))} for stem, some in found.items()}


def test_every_framework_is_offered_in_order(handled):
    for offered in handled.values():
        assert [*offered] == [framework.id for framework in load_all()]


def test_a_phase_brings_its_letters_its_state_in_words_and_its_seconds(handled):
    apologise = handled["billing_resolved"]["lair"]["phases"][1]
    assert (apologise["letters"], apologise["name"], apologise["words"]) == ("A", "Apologise", "In order")
    assert apologise["start"] == pytest.approx(18.105, abs=0.05)
    assert [part["heard"] for part in apologise["stretches"]] == ["Apology", "Apology"]
    assert apologise["stretches"][0]["start"] == apologise["start"] < apologise["stretches"][0]["end"]


def test_a_missing_phase_has_a_reason_and_no_moment(handled):
    listen = handled["delivery_mishandled"]["lair"]["phases"][0]
    assert (listen["state"], listen["start"], listen["stretches"]) == ("missing", None, [])
    assert "expected before Apologise" in listen["because"]


def test_where_it_does_not_apply_there_is_a_sentence_and_nothing_to_draw(handled):
    for one in handled["garden_enquiry"].values():
        assert (one["applies"], one["phases"]) == (False, [])
        assert "does not apply" in one["because"]


def keys_of_numbers(value, key=""):
    if isinstance(value, dict):
        return {found for name, inner in value.items() for found in keys_of_numbers(inner, name)}
    if isinstance(value, list):
        return {found for inner in value for found in keys_of_numbers(inner, key)}
    return {key} if isinstance(value, int | float) and not isinstance(value, bool) else set()


def test_the_only_numbers_are_seconds_so_nobody_is_scored(handled):
    assert keys_of_numbers(handled) == {"start", "end"}


def test_ribbons_are_kept_from_whom_the_suggestions_are():
    observation = seeding.observation_of("billing_resolved")
    open_, closed = (
        player_data(observation, schemes(), audio="/a", levels="/l", hidden=hidden)
        for hidden in ("", "Decide first.")
    )
    assert len(open_["ribbons"]) == len(load_all())
    assert closed["ribbons"] == []


@pytest.mark.parametrize("colour", COLOURS)
def test_letters_can_be_read_on_a_phase_and_the_phase_seen_on_the_page(colour, contrast):
    assert contrast(colour, WHITE) >= 4.5
    assert contrast(colour, DARK) >= 3.0


def test_there_is_a_colour_for_every_phase_and_a_sign_of_its_own_for_every_state():
    assert max(len(framework.phases) for framework in load_all()) <= len(set(COLOURS)) == len(COLOURS)
    assert len({(look.symbol, look.words) for look in STATES.values()}) == len(STATES) == 3
