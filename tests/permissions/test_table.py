"""The whole table, said once more: whoever changes who may do what says it twice, knowingly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import observe
from observe.assessment import Decided, Entry, Mark, Opened, Person, SelfMarked, Signed, standing_of
from observe.assessment.people import DUTIES
from observe.permissions import holders, may
from observe.permissions.answers import CONDITIONS
from observe.permissions.table import ACTIONS, REACHES, TABLE
from tests.support.desk import POINTS, SUBJECT

WHO = (None, *DUTIES)
NAME, ZOE = "Sam", Person("Zoe", "assessor")
#: Assessments that somebody may stand before, Sam being the one who asks; each is marked blind by Zoe.
SITUATIONS = {
    "n": "of Sam's own call, just opened",
    "m": "of Sam's own call, of which Sam has marked every point as its learner",
    "s": "of Sam's own call, signed by Zoe",
    "N": "of somebody else's call, just opened",
    "D": "of somebody else's call, of which Sam has decided every point",
    "S": "of somebody else's call, signed by Zoe",
}
#: For each action, the situations in which it may be done: by nobody known, and by each duty.
# fmt: off
GRID = {
    #                      nobody    learner   assessor  leader    administrator
    "open_call":          ("nmsNDS", "nms",    "nmsNDS", "nmsNDS", "nmsNDS"),
    "hear_call":          ("nmsNDS", "nms",    "nmsNDS", "nmsNDS", "nmsNDS"),
    "add_call":           ("nmsNDS", "",       "nmsNDS", "nmsNDS", "nmsNDS"),
    "follow_analyses":    ("nmsNDS", "",       "nmsNDS", "nmsNDS", "nmsNDS"),
    "correct_call":       ("nmsNDS", "",       "nmsNDS", "nmsNDS", "nmsNDS"),
    "see_counts":         ("nmsNDS", "",       "",       "nmsNDS", "nmsNDS"),
    "find_by_suggestion": ("nmsNDS", "",       "D",      "nmsNDS", "nmsNDS"),
    "see_suggestion":     ("nmsNDS", "msS",    "D",      "nmsNDS", "nmsNDS"),
    "see_cues":           ("nmsNDS", "msS",    "D",      "nmsNDS", "nmsNDS"),
    "see_points":         ("",       "nms",    "nmsNDS", "nmsNDS", ""),
    "see_decisions":      ("",       "sS",     "D",      "nmsNDS", "nmsNDS"),
    "see_self_mark":      ("",       "nmsNDS", "D",      "nmsNDS", "nmsNDS"),
    "see_checks":         ("nmsNDS", "",       "nmsNDS", "nmsNDS", "nmsNDS"),
    "open_assessment":    ("",       "",       "nmsNDS", "nmsNDS", "nmsNDS"),
    "mark_points":        ("",       "nms",    "nmsNDS", "",       ""),
    "decide":             ("",       "",       "NDS",    "",       ""),
    "mark_oneself":       ("",       "nms",    "nms",    "nms",    "nms"),
    "give_feedback":      ("",       "",       "nmsNDS", "nmsNDS", ""),
    "sign":               ("",       "",       "nmsNDS", "",       ""),
    "answer":             ("",       "nms",    "nms",    "nms",    "nms"),
    "check":              ("",       "",       "",       "nmsNS",  ""),
    "take_back":          ("",       "nmsNDS", "nmsNDS", "nmsNDS", "nmsNDS"),
    "take_record":        ("",       "sS",     "D",      "nmsNDS", ""),
    "write_account":      ("",       "nms",    "",       "",       ""),
    "see_portfolio":      ("",       "nms",    "nmsNDS", "nmsNDS", ""),
    "see_progress":       ("",       "nms",    "",       "",       ""),
    "see_learners":       ("",       "",       "nmsNDS", "",       ""),
    "see_tasks":          ("",       "",       "nmsNDS", "",       ""),
    "spot_check":         ("",       "",       "",       "nmsNDS", ""),
    "see_quality":        ("",       "",       "",       "nmsNDS", ""),
    "see_agreement":      ("",       "",       "",       "nmsNDS", ""),
    "change_consent":     ("",       "",       "",       "",       "nmsNDS"),
    "see_people":         ("",       "",       "",       "",       "nmsNDS"),
    "see_jobs":           ("",       "",       "",       "",       "nmsNDS"),
}
# fmt: on
CELLS = [(action, duty, cell) for action, row in GRID.items() for duty, cell in zip(WHO, row, strict=True)]
#: Actions whose condition is about an assessor's decisions; that of every other is about a point.
OF_ASSESSOR = ("see_decisions", "take_record")


def standing(situation):
    opened = (ZOE, Opened(NAME if situation in "nms" else "Lee", ZOE.name, blind=True))
    said = {
        "m": [(Person(NAME, "learner"), SelfMarked(Mark(point, "met"))) for point in POINTS],
        "D": [(Person(NAME, "assessor"), Decided(Mark(point, "met", "heard it"))) for point in POINTS],
        "s": [(ZOE, Signed(ZOE.name, "0" * 64))],
        "S": [(ZOE, Signed(ZOE.name, "0" * 64))],
    }
    at = datetime(2026, 1, 1, tzinfo=UTC)
    entries = [
        Entry(number, SUBJECT, 1, by, at, event)
        for number, (by, event) in enumerate([opened, *said.get(situation, [])], start=1)
    ]
    return standing_of(SUBJECT, POINTS, entries)


@pytest.mark.parametrize(
    ("action", "duty", "cell"), CELLS, ids=[f"{action}-{duty or 'nobody'}" for action, duty, _ in CELLS]
)
def test_each_may_do_just_what_the_grid_says(action, duty, cell):
    person = Person(NAME, duty) if duty else None
    about = ZOE.name if action in OF_ASSESSOR else POINTS[0]
    allowed = {each for each in SITUATIONS if may(person, action, standing(each), about)}
    assert allowed == set(cell)
    assert may(person, action) == bool(cell)


def test_the_grid_and_the_table_name_the_same_actions():
    assert tuple(GRID) == tuple(TABLE) == ACTIONS


def test_every_cell_is_explained_in_words_and_worked_out_by_a_condition():
    used = {TABLE[action].of(duty) for action in ACTIONS for duty in WHO}
    assert used == set(REACHES) == set(CONDITIONS)
    assert all(row.means for row in TABLE.values())


def test_whoever_has_not_said_who_they_are_meets_no_condition():
    assert {row.nobody for row in TABLE.values()} == {"all", "none"}


def test_every_action_is_asked_for_somewhere():
    package = Path(observe.__file__).parent
    paths = [path for path in package.rglob("*.py") if path.name != "table.py"]
    written = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert not [action for action in ACTIONS if f'"{action}"' not in written]


def test_holders_are_named_in_the_order_of_the_duties():
    assert holders("give_feedback") == ("assessor", "team_leader")
    assert holders("see_jobs") == ("administrator",)
