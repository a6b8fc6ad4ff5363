"""What the documentation names is there: files, modules, and settings of the surroundings."""

from __future__ import annotations

import pkgutil
import re

import pytest

from tests.docs.pages import PAGES, ROOT, page_name, prose

EACH = pytest.mark.parametrize("page", PAGES, ids=page_name)
_PATH = re.compile(r"`((?:docs|observe|tests|models|benchmarks|recordings_sample|\.ci)/[\w./-]+)`")
#: What is made, not kept: it is not there in a fresh checkout.
MADE = re.compile(r"benchmarks/work/.*|observe/ui/player/built/.*|models/[\w.-]+/.*")
#: Stands for any name.
ANY = "NAME"


@EACH
def test_every_file_that_a_page_names_is_there(page):
    named = {name for name in _PATH.findall(prose(page)) if ANY not in name and not MADE.fullmatch(name)}
    assert {name for name in named if not (ROOT / name).exists()} == set()


@EACH
def test_every_link_of_a_page_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


@EACH
def test_every_name_of_the_package_that_a_page_gives_can_be_imported(page):
    for name in re.findall(r"`(observe\.[a-z_.]+)`", prose(page)):
        pkgutil.resolve_name(name)


def test_the_reference_names_every_variable_that_the_program_reads():
    source = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "observe").rglob("*.py"))
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(OBSERVE_[A-Z]+)`", page, re.MULTILINE)) == set(
        re.findall(r"\bOBSERVE_[A-Z]+\b", source)
    )


def test_the_contributors_page_has_a_sentence_for_every_room():
    rooms = {path.parent.name for path in (ROOT / "observe").glob("*/__init__.py")} - {"ui"}
    rooms |= {f"ui/{path.parent.name}" for path in (ROOT / "observe" / "ui").glob("*/__init__.py")}
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert rooms <= set(re.findall(r"^\| `([a-z/]+)` \| \S", page, re.MULTILINE))
    picture = page.partition("```text\n")[2].partition("```")[0]
    assert {room.partition("/")[0] for room in rooms} <= set(re.findall(r"[a-z]+", picture))
