"""Corrections: what people set right in a transcript, and what follows from it.

A correction is a small fact with seconds in it (`edits`); a log of them, in which nothing is ever changed, is
made on the turns of a call as analysed (`apply`, `log`); `observe.analysis.corrected` then finds cues, figures
and findings anew. What people decided stays where it is, and is flagged where the words
under it moved (`attached`). Nothing here knows a database or a page.
"""

from __future__ import annotations

from observe.corrections.apply import apply, apply_one
from observe.corrections.attached import Attachment, Changed, attached, changed, look_again
from observe.corrections.call import Call, call_of, new_voice
from observe.corrections.edits import (
    CorrectWords,
    CustomerName,
    DoesNotFit,
    Edit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
)
from observe.corrections.log import Correction, Replayed, replay, taken_back
from observe.corrections.pointing import (
    given_to,
    joined_with_next,
    split_at,
    turn_at,
    words_between,
    words_corrected,
    words_typed,
)
from observe.corrections.told import Told, tell, who

__all__ = [
    "Attachment",
    "Call",
    "Changed",
    "CorrectWords",
    "Correction",
    "CustomerName",
    "DoesNotFit",
    "Edit",
    "JoinTurns",
    "MergeSpeakers",
    "Reassign",
    "RenameSpeaker",
    "Replayed",
    "SetRole",
    "SplitTurn",
    "Told",
    "apply",
    "apply_one",
    "attached",
    "call_of",
    "changed",
    "given_to",
    "joined_with_next",
    "look_again",
    "new_voice",
    "replay",
    "split_at",
    "taken_back",
    "tell",
    "turn_at",
    "who",
    "words_between",
    "words_corrected",
    "words_typed",
]
