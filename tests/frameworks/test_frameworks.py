"""The frameworks that come with the program, beside the units that name them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from observe.errors import SchemeInvalid
from observe.frameworks import load_all, parse
from observe.schemes import load_all as load_schemes

FOLDER = Path(__file__).parents[2] / "observe" / "frameworks"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DOCS = Path(__file__).parents[2] / "docs" / "frameworks.md"
FRAMEWORKS = load_all()
SPELT_OUT = {
    "lair": ["Listen", "Apologise", "Investigate", "Resolve"],
    "last": ["Listen", "Apologise", "Solve", "Thank"],
    "leap": ["Listen", "Empathise", "Apologise", "Problem-solve"],
    "craft": ["Clarify", "Resolve", "Action", "Follow-up", "Thank"],
    "acknowledge-apologise-act-assure": ["Acknowledge", "Apologise", "Act", "Assure"],
}
each = pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.id)


def test_there_is_one_for_every_file():
    assert {framework.id for framework in FRAMEWORKS} == {path.stem for path in FOLDER.glob("*.yaml")}


def test_each_has_the_phases_its_name_spells():
    found = {framework.id: [phase.name for phase in framework.phases] for framework in FRAMEWORKS}
    assert found == SPELT_OUT


@each
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the units are not beside this checkout")
def test_the_unit_it_is_filed_under_names_it(framework):
    unit = (SEEDS / framework.unit.source).read_text(encoding="utf-8")
    named = framework.title if len(framework.title) < 6 else "Acknowledge, Apologise, Act, Assure"
    assert named in unit


@each
def test_it_applies_where_its_unit_sees_a_problem(framework):
    assert framework.occasion == framework.unit.situations["problem"]
    assert framework.unit in load_schemes()


@each
def test_a_phase_names_only_what_an_agent_does_well(framework):
    """A cue to watch for, or the customer's, shows no phase."""
    from observe.ui.words.cue_style import STYLES

    groups = {STYLES[name].group for phase in framework.phases for name in phase.cues}
    assert groups <= {"listening", "service"}


@each
def test_the_page_on_frameworks_tells_every_phase_and_its_cues(framework):
    page = DOCS.read_text(encoding="utf-8")
    for phase in framework.phases:
        cues = ", ".join(f"`{name}`" for name in phase.cues)
        assert f"| {framework.title} | {phase.name} | {phase.means} | {cues} |" in page


LAIR = (FOLDER / "lair.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "situation: problem",
            "situation: holiday",
            "found the situation “holiday”; expected one of problem, ",
        ),
        ("unit: resolve-problems\n", "", "unit"),
        ("letters: A", "letters: L", "found the letters “L” 2 times"),
        ("id: apologise", "id: listen", "found the id “listen” 2 times"),
        ("cues: [apology]", "cues: [sorry]", "found the cue “sorry”, which is not known"),
        ("cues: [apology]", "cues: []", "at least 1"),
        ("means: says sorry for what went wrong\n", "words: [sorry]\n", "words"),
    ],
)
def test_a_faulty_framework_is_refused_by_name(old, new, words):
    assert old in LAIR
    with pytest.raises(SchemeInvalid, match=r"own\.yaml: ") as caught:
        parse(LAIR.replace(old, new, 1), "own.yaml")
    assert words in caught.value.message


def test_a_framework_is_plain_data_without_tricks():
    """Neither anchors nor tags: the files read the same to any YAML library."""
    for path in FOLDER.glob("*.yaml"):
        events = yaml.parse(path.read_text(encoding="utf-8"))
        assert not [event for event in events if getattr(event, "anchor", None) or getattr(event, "tag", None)]
