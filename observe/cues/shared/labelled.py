"""Cues that a turn's label tells of: what rules miss because nobody worded it as they do.

Where a turn was labelled (`observe.meaning.labels`), a cue in `HEARD` counts from its threshold on. What a rule
found stays, as its words are the reason; where none did, the clause that says it most is quoted. Of the few in
`CHECKED` a rule's find is dropped where the label is far from likely.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from observe.annotation import Cue, Turn, quote
from observe.cues.shared.rule import in_quotes
from observe.meaning import Labelled

#: Cues heard by label beside their rule, with what is said of them: on writers that were left out the two
#: together were right more often than the rule alone (`docs/accuracy.md`).
HEARD: Mapping[str, str] = {
    "empathy": "taking notice of what the customer goes through",
    "options": "laying courses side by side to choose from",
    "escalation": "passing the matter to somebody with more say",
    "ownership": "taking charge of the matter",
    "expectation": "telling what to expect, and when",
    "identity_check": "making sure whom they speak to",
    "closing_check": "asking whether all is dealt with",
    "recording_notice": "a notice that the call is recorded",
    "dissatisfaction": "a sign that the customer is unhappy",
    "problem_told": "telling that something has gone wrong",
    "resolution_confirmed": "saying that the matter is settled",
    "overpromise": "a promise that nobody can be sure of",
    "defensive": "defending instead of taking the point up",
    "blame": "putting the fault on somebody",
}
#: Of these a rule's find is dropped where the label is not even this share of its threshold.
CHECKED = frozenset(("resolution_confirmed", "problem_told", "closing_check"))
FAR = 0.25


@cache
def thresholds() -> Mapping[str, float]:
    """By label the probability from which on it counts."""
    text = files("observe.meaning").joinpath("labelled/thresholds.json").read_text("utf-8")
    found: dict[str, float] = json.loads(text)
    return found


def labelled_cues(
    turns: Sequence[Turn], labels: Mapping[int, Mapping[str, Labelled]], ruled: Sequence[Cue]
) -> Iterator[Cue]:
    """Yield what rules found, as far as the labels bear it out, and what the labels alone tell of.

    Args:
        turns: of the call.
        labels: what each turn does; where a turn has none, its cues stay as they are.
        ruled: the cues that rules found.
    """
    found = {(cue.turn, cue.cue) for cue in ruled}
    for cue in ruled:
        label = labels.get(cue.turn, {}).get(cue.cue) if cue.cue in CHECKED else None
        if label is None or label.probability >= FAR * thresholds()[cue.cue]:
            yield cue
    for turn in turns:
        for name, says in HEARD.items():
            label = labels.get(turn.index, {}).get(name)
            if label is None or (turn.index, name) in found or label.probability < thresholds()[name]:
                continue
            words = turn.words[label.first : label.last]
            because = f"Among the turns round it this reads as {says}: {in_quotes(words)}."
            yield Cue(
                name,
                turn.index,
                words[0].start,
                max(word.end for word in words),
                quote(words),
                because,
                round(label.probability, 3),
            )
