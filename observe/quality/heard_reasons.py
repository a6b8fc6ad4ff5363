"""Reasons to look at a call that rest on what is heard in it, whoever has decided what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from observe.quality.reasons import Bounds, CallAtHand, HeardKind, Reason, ReasonKind, Spot
from observe.schemes import Scheme

#: Cues that are a reason of their own, whatever a unit watches for.
_OWN: Mapping[str, tuple[ReasonKind, str]] = {
    "unanswered_distress": ("unanswered", "The customer's upset goes unanswered."),
    "interruption": ("interruptions", "The agent interrupts the customer."),
    "long_silence": ("silences", "Nobody speaks for more than 3 seconds, without notice."),
}


def of_cues(call: CallAtHand, units: Iterable[Scheme], bounds: Bounds) -> Iterator[Reason]:
    """The reasons in a call's cues.

    Args:
        call: with the kinds of cue in it.
        units: whose common mistakes are listened for in a call that nobody opened yet.
        bounds: how often something that happens in good calls too has to be heard.
    """
    least = {"interruption": bounds.interruptions, "long_silence": bounds.silences}
    for cue, (kind, words) in _OWN.items():
        if cue in call.heard and call.heard[cue].times >= least.get(cue, 1):
            heard = call.heard[cue]
            yield Reason(kind, words, (Spot(_often(heard.times), None, heard.first, times=heard.times),))
    mistakes = tuple(_mistakes(call.heard, [case.scheme for case in call.cases] or units))
    if mistakes:
        yield Reason("watch_point", "A common mistake may be heard.", mistakes)


def _mistakes(heard: Mapping[str, HeardKind], units: Iterable[Scheme]) -> Iterator[Spot]:
    told = {*_OWN}
    for watch in (watch for unit in units for watch in unit.watch):
        # Units word the same mistake each in their own way; what is heard is told once.
        own = [cue for cue in watch.cues if cue in heard and cue not in told]
        if own:
            told.update(own)
            times = sum(heard[cue].times for cue in own)
            first = min((heard[cue].first for cue in own), key=lambda moment: moment.start)
            often = "" if times == 1 else f" {_often(times)}"
            yield Spot(f"{watch.text}{often}", None, first, times=times)


def _often(times: int) -> str:
    return "Heard once." if times == 1 else f"Heard {times} times, first here."
