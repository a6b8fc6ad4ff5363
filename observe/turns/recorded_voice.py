"""A recorded voice: menus, queue messages and notices that a machine plays to whoever rings up.

What it says is nobody's work, though it comes on the agent's channel, or in a voice that is then taken for the
customer's. It is told by its words: nobody who answers a call says "press one for billing". Sentences that a
person might say as well ("thank you for calling", "this call may be recorded") count as recorded only between
such, or where another voice greets after them.

Limits: a notice of such sentences alone, on the agent's own channel, is taken for the agent's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from observe.annotation import Interval, Seconds, Turn, Word
from observe.text import Phrases, Text, read
from observe.turns.align import SpokenWord, sentences, stretches, turns

RECORDED = "RECORDED_VOICE"
#: A pause of this length parts what is said, where no stop is written.
BREAK_S: Seconds = 0.25

#: Said by machines alone, when a call begins.
MENU = Phrases("""
    press (zero|one|two|three|four|five|six|seven|eight|nine|0|1|2|3|4|5|6|7|8|9)
    press (the)? (hash|star|pound)
    (listen|choose) ...4 (following|these) (options|menu)
    choose from the ... options
    (tell|say) ...3 in a few words
    in a few words (tell|say|please)
    please (say|enter|key in) your ...5 (number|digits|code)
    have your ...6 (ready|to hand|handy|available)
    if you know the extension
    (office|offices|lines|opening hours|we) (is|are) (now|currently)? (closed|open (from|between|monday))
    leave (a|your) message after the (tone|beep)
    (after|at) the (tone|beep)
    (call|calls) (is|are) being (connected|transferred)
    (putting|connecting) you (through)? (now)? to (the next|an|one of)
""")
#: Said by machines alone, whenever somebody waits.
QUEUE = Phrases("""
    (call|custom|patience) is (very)? important to us
    (all|our) (of our)? (advisers|advisors|agents|operators|lines|representatives|colleagues|team) are \
        (all|currently|still|very|now)? (busy|helping other|serving other|speaking to other)
    you are (now|currently)? (caller)? (number)? _ in (the|our|a) queue
    you are (now|currently|next) ...2 in (the|our|a) queue
    (held|waiting|placed) in a queue
    (estimated|average|expected|current) (wait|waiting|queue) (time|times)
    (continue to|please) hold ...6 (next available|one of our|an available|adviser|advisor|agent|operator)
    (next|first) available (adviser|advisor|agent|operator|representative|colleague|member)
    hold the line (and)? (we|your|an|one|for)
    will be (answered|with you) (shortly|as soon as)
    experiencing (a)? (high|higher|unusually|very|an)
""")
#: Said by machines and by people.
NOTICE = Phrases("""
    (thank you|thanks) for (calling|ringing|holding|waiting|your call|your patience)
    welcome to
    (call|calls|conversation|conversations) (may|will|are|is|can|might) (also|be|all)? ...2 (recorded|monitored)
    (recorded|monitored) (and (recorded|monitored))? for
    for (training|quality|monitoring|security)
    (visit|go to|see) (our|the) (website|web site)
    (on|at) (our website|www)
    please hold
    please (wait|stay on the line)
""")
#: What a machine does not say.
PERSON = Phrases("""
    i (am|will|can|have|do|would|was|need|want)
    (can|could|may|shall|how can|how may) i
    my
    speaking
    you are (through|speaking) (to|with)
    (hello|hi|morning|afternoon|evening)
    yes
    no
""")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words of a turn up to a stop, and what they are most like."""

    words: tuple[Word, ...]
    speaker: str
    kind: str


def without_person(spoken: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
    """The same words, those of a recorded voice under the label `RECORDED`.

    Args:
        spoken: of the whole call, in any order.
    """
    said = sorted(_sentences(turns(spoken)), key=lambda each: each.words[0].start)
    recorded = {id(word) for each in (*_opening(said), *_queues(said)) for word in each.words}
    if len(recorded) == len(spoken):
        return tuple(spoken)  # a menu and nobody else: there is no call to mark, and nothing to keep apart
    return tuple(replace(each, speaker=RECORDED) if id(each.word) in recorded else each for each in spoken)


def recorded_stretches(spoken: Sequence[SpokenWord]) -> tuple[Interval, ...]:
    """Where the recorded voice speaks, in time order."""
    found = stretches(each for each in without_person(spoken) if each.speaker == RECORDED)
    return tuple(segment.interval for segment in found)


def _opening(said: Sequence[_Sentence]) -> Sequence[_Sentence]:
    """The sentences at the beginning that a machine says."""
    person = next((n for n, each in enumerate(said) if each.kind == "person"), len(said))
    before = said[:person]
    last = max((n for n, each in enumerate(before) if each.kind in ("menu", "queue")), default=-1)
    if last >= 0:
        # What follows in the same words, such as "please hold", is the machine's as well.
        while last + 1 < person and before[last + 1].kind == "notice":
            last += 1
        return before[: last + 1]
    notices = [each for each in before if each.kind == "notice"]
    if len(notices) < 2 or person == len(said) or len(notices) < len(before):
        return ()
    # Two notices in one voice, and another voice that greets: nobody hands a call over like that.
    others = {each.speaker for each in before}
    return before if len(others) == 1 and said[person].speaker not in others else ()


def _queues(said: Sequence[_Sentence]) -> Iterator[_Sentence]:
    return (each for each in said if each.kind == "queue")


def _sentences(unnamed: Sequence[Turn]) -> Iterator[_Sentence]:
    for turn in unnamed:
        for words in sentences(turn.words, BREAK_S):
            text = read(replace(turn, words=words))
            if text.tokens:  # not of "um" alone
                yield _Sentence(words, turn.speaker, _kind(text))


def _kind(text: Text) -> str:
    for kind, phrases in (("queue", QUEUE), ("menu", MENU), ("person", PERSON), ("notice", NOTICE)):
        if phrases.first(text):
            return kind
    return ""
