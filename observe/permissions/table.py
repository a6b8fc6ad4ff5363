"""Who may do what to which calls: the whole policy, as one table.

A row is something that can be done; its cells say, for each duty, what it may be done to. A cell of more than
“all” or “none” names a condition: ``REACHES`` says it in words, `observe.permissions.answers` works it out.

The first column is for whoever has not said who they are yet. The command line is not in the table: who runs a
command has the files of the data folder anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from observe.assessment.people import Duty

Action = Literal[
    "open_call",
    "hear_call",
    "add_call",
    "follow_analyses",
    "correct_call",
    "see_counts",
    "find_by_suggestion",
    "see_suggestion",
    "see_cues",
    "see_points",
    "see_decisions",
    "see_self_mark",
    "see_checks",
    "open_assessment",
    "mark_points",
    "decide",
    "mark_oneself",
    "give_feedback",
    "sign",
    "answer",
    "check",
    "take_back",
    "take_record",
    "write_account",
    "see_portfolio",
    "see_progress",
    "see_learners",
    "see_tasks",
    "spot_check",
    "see_quality",
    "see_agreement",
    "change_consent",
    "see_people",
    "see_jobs",
]
Reach = Literal[
    "none",
    "all",
    "own",
    "others",
    "not_marked_by_them",
    "after_own_mark",
    "after_own_decision",
    "after_own_decision_if_blind",
    "after_all_own_decisions",
    "when_signed",
    "when_nothing_hidden",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

#: What a cell lets somebody do something to.
REACHES: Mapping[Reach, str] = {
    "none": "nothing",
    "all": "all there is",
    "own": "what belongs to a call that was opened as their own work, under the name they gave",
    "others": "what belongs to a call that is not their own work",
    "not_marked_by_them": "an assessment in which they have decided nothing",
    "after_own_mark": "of an opened assessment, points they marked themselves; once it is signed, every point",
    "after_own_decision": "a point that they have decided",
    "after_own_decision_if_blind": "of an opened assessment, every point; if it is blind, those they decided",
    "after_all_own_decisions": "an assessment of which they have decided every point",
    "when_signed": "what an assessor has signed, as long as the signature holds",
    "when_nothing_hidden": "a call of which no suggestion is hidden from them any more",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Something that can be done, and for each duty what it may be done to.

    Attributes:
        action: its name in the code.
        nobody: for somebody who has not said who they are.
        learner: for learners.
        assessor: for assessors.
        team_leader: for team leaders, who assure the quality.
        administrator: for administrators.
        means: what is done, in words.
    """

    action: Action
    nobody: Reach
    learner: Reach
    assessor: Reach
    team_leader: Reach
    administrator: Reach
    means: str

    def of(self, duty: Duty | None) -> Reach:
        """The cell of a duty; None for nobody."""
        found: Reach = getattr(self, duty or "nobody")
        return found


ALL: Reach = "all"
OWN: Reach = "own"
NO: Reach = "none"
MARKED: Reach = "after_own_mark"
BLIND: Reach = "after_own_decision_if_blind"
POINT: Reach = "after_own_decision"
EVERY: Reach = "after_all_own_decisions"
SIGNED: Reach = "when_signed"
OPEN: Reach = "when_nothing_hidden"
OTHERS: Reach = "others"
UNMARKED: Reach = "not_marked_by_them"

# fmt: off
_ROWS = (
    #   action                nobody learner assessor leader   admin
    # Calls.
    Row("open_call",          ALL,  OWN,     ALL,     ALL,      ALL,  "find a call in the list and open it"),
    Row("hear_call",          ALL,  OWN,     ALL,     ALL,      ALL,  "hear its sound and see how loud it is"),
    Row("add_call",           ALL,  NO,      ALL,     ALL,      ALL,  "add a recording, with its consent"),
    Row("follow_analyses",    ALL,  NO,      ALL,     ALL,      ALL,  "see, stop and retry analyses under way"),
    Row("correct_call",       ALL,  NO,      ALL,     ALL,      ALL,  "set words, voices and turns right"),
    # What the machine heard and suggests.
    Row("see_counts",         ALL,  NO,      NO,      ALL,      ALL,  "see in the list how much was heard"),
    Row("find_by_suggestion", ALL,  NO,      OPEN,    ALL,      ALL,  "search by cue, mistake or outcome"),
    Row("see_suggestion",     ALL,  MARKED,  BLIND,   ALL,      ALL,  "see what is suggested for a point"),
    Row("see_cues",           ALL,  OPEN,    OPEN,    ALL,      ALL,  "see cues and promises; take files"),
    # What people said of a call.
    Row("see_points",         NO,   OWN,     ALL,     ALL,      NO,   "see an assessment point by point"),
    Row("see_decisions",      NO,   SIGNED,  EVERY,   ALL,      ALL,  "see what another assessor decided"),
    Row("see_self_mark",      NO,   ALL,     POINT,   ALL,      ALL,  "see what the learner makes of a point"),
    Row("see_checks",         ALL,  NO,      ALL,     ALL,      ALL,  "see what quality assurance said"),
    # What is said of a call.
    Row("open_assessment",    NO,   NO,      ALL,     ALL,      ALL,  "say who is assessed, and by whom"),
    Row("mark_points",        NO,   OWN,     ALL,     NO,       NO,   "mark moments, and say what one thinks"),
    Row("decide",             NO,   NO,      OTHERS,  NO,       NO,   "decide a point, as an assessor"),
    Row("mark_oneself",       NO,   OWN,     OWN,     OWN,      OWN,  "mark a point of one's own call"),
    Row("give_feedback",      NO,   NO,      ALL,     ALL,      NO,   "write to the learner"),
    Row("sign",               NO,   NO,      ALL,     NO,       NO,   "sign one's own decisions"),
    Row("answer",             NO,   OWN,     OWN,     OWN,      OWN,  "accept the outcome, or dispute a point"),
    Row("check",              NO,   NO,      NO,      UNMARKED, NO,   "accept or return what is signed"),
    Row("take_back",          NO,   ALL,     ALL,     ALL,      ALL,  "take back what one has done oneself"),
    # What is taken out and put together.
    Row("take_record",        NO,   SIGNED,  EVERY,   ALL,      NO,   "take the evidence record as a file"),
    Row("write_account",      NO,   OWN,     NO,      NO,       NO,   "take the page of a reflective account"),
    Row("see_portfolio",      NO,   OWN,     ALL,     ALL,      NO,   "see a learner's portfolio"),
    Row("see_progress",       NO,   OWN,     NO,      NO,       NO,   "see one's own calls in pictures"),
    Row("see_learners",       NO,   NO,      ALL,     NO,       NO,   "see each learner's calls in pictures"),
    # Work on many calls.
    Row("see_tasks",          NO,   NO,      ALL,     NO,       NO,   "see which calls wait to be marked"),
    Row("spot_check",         NO,   NO,      NO,      ALL,      NO,   "draw and check signed calls"),
    Row("see_quality",        NO,   NO,      NO,      ALL,      NO,   "see the figures on quality"),
    Row("see_agreement",      NO,   NO,      NO,      ALL,      NO,   "see how alike people decide"),
    Row("change_consent",     NO,   NO,      NO,      NO,       ALL,  "see who agreed to what, and change it"),
    Row("see_people",         NO,   NO,      NO,      NO,       ALL,  "see everybody who is named here"),
    Row("see_jobs",           NO,   NO,      NO,      NO,       ALL,  "see every analysis that was asked for"),
)
# fmt: on
TABLE: Mapping[Action, Row] = {row.action: row for row in _ROWS}
