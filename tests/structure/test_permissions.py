"""Who may do what is decided in one room: nothing outside it compares a person's duty."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from observe.assessment.people import DUTIES

PACKAGE = Path(__file__).parents[2] / "observe"


def is_duty(node):
    """Whether a duty is read anywhere in an expression, or named as a text."""
    return any(
        (isinstance(part, ast.Attribute) and part.attr == "duty")
        or (isinstance(part, ast.Constant) and part.value in DUTIES)
        for part in ast.walk(node)
    )


def compared(tree):
    """The lines on which a duty is compared or matched."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(map(is_duty, (node.left, *node.comparators))):
            yield node.lineno
        elif isinstance(node, ast.Match) and is_duty(node.subject):
            yield node.subject.lineno


def test_a_duty_is_compared_in_the_room_for_permissions_alone():
    found = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "permissions"
        if (lines := list(compared(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert not found, "ask observe.permissions instead"


@pytest.mark.parametrize(
    "written",
    [
        "person.duty == 'x'",
        "person.duty not in MARK",
        "(duty, first) == ('learner', 'calls')",
        "'assessor' != kind",
        "match person.duty:\n    case 'x':\n        pass",
    ],
)
def test_comparing_a_duty_is_noticed(written):
    assert list(compared(ast.parse(written)))


def test_words_by_duty_are_none_of_it():
    assert not list(compared(ast.parse("WORDS[person.duty]; {'learner': 'marked'}")))
