"""Anger that no complaint's form puts into words: swearing, phrases of the street, and praise that is irony."""

from __future__ import annotations

import re
from collections.abc import Iterator

from observe.annotation import Turn
from observe.cues.shared.problems import PROBLEM
from observe.text import Phrases, Span, Text
from observe.text.clauses import Clause

SWEARING = Phrases("""
    (fuck|fucks|fucked|fucking|fuckin|feck|fecking|feckin|frigging|friggin|effing|arsed|shit|shite|shitty|\
        shitshow)
    (crap|crappy|bollocks|bullshit|cock up|cocked up|balls up|ballsed up|bastard|bastards|wanker|wankers|arse)
    (bloody|damn|damned|sodding|blasted|pissing|goddamn)
    (arsehole|arseholes|tosser|tossers|prat|prats|moron|morons|idiots|clowns|cowboys|muppets|jokers)
    (what|where|why|how|who|when) (the|in the|on) (hell|heck|fuck|earth|devil|blazes|name of god)
    for (god|gods|christ|christs|heaven|heavens|pete|petes|crying|fuck|fucks|goodness) (sake|out loud)
    (jesus christ|bloody hell|fuck sake|go to hell|sod off|piss off|up yours)
    (expletive|profanity|swears|swearing|beep beep|bleep|bleeping|bleeped)
""")
#: Words of these kinds that mean something else.
_NOT_SWORN = Phrases("""
    (had|having|have|has|took|takes|taking) (a|another) (crap|shit)
    (the|a|an|that|this|it|goes|go|going|makes|made|making|hear|heard) (beep beep|bleep|bleeping)
    (beep beep|bleep|bleeping) (sound|sounds|noise|noises|tone|tones|alarm)
    (am|are|was|were|is|be|not) (just|only)? swearing
    (give|gives|gave) a damn about (you|him|her|them|us)
    cowboys (and|boots)
""")
STREET = Phrases("""
    (pissed|cheesed|hacked|browned|brassed|ticked|teed|narked) off
    (taking|take|took|taken) the (mick|mickey|michael|piss|biscuit|p)
    (having|have|are you having) (a laugh|me on|a giraffe)
    (sick|tired) to (death|the back teeth|my back teeth)
    (had|have had) (it)? (up to here|just about enough|a bellyful|my fill|it with (you|this|them|the lot))
    at the end of my (rope|tether|patience)
    (doing|does|do|did) my (head|nut|box|brain) in
    (driving|drives|drive|sending) me (mad|nuts|crazy|insane|potty|spare|up the wall|round the (bend|twist))
    (get|gets|getting|got) (right)? (on|up) my (nerves|wick|goat|nose)
    (i am|we are|i was|had me|left me|has me|feeling) (fair|pure|right|dead|proper|well|pretty|absolutely|so|\
        that)? \
        (scunnered|raging|fuming|livid|seething|miffed|peeved|narked|beeling|ropeable|hopping mad|\
            spitting feathers|\
        at my wits end|up to high doh|ragin)
    (scunnered|spitting feathers|hopping mad)
    (last straw|beggars belief|beyond a joke|past a joke|wind up merchants|making a mug of)
    (do not|can not|could not) (you|they) do anything right
""")
_PRAISES = (
    "(brilliant|great|lovely|fantastic|wonderful|marvellous|perfect|charming|superb|terrific|excellent|magic|"
    "well done|nice one|nice work|great job|good job|good work|great stuff|great work|just what i need|"
    "just what i needed|just my luck)"
)
IRONY = Phrases("^ (oh|well|wow)? (absolutely|just|really|bloody)? {praise}", praise=_PRAISES)
_TROUBLE = Phrases("""
    (another|again|twice|without|nowhere|wrong|lost|lose|losing|broken|broke|late|missing|missed|cancelled|\
        cut off)
    (second|third|fourth|fifth|umpteenth) (time|one|week|day|month|engineer|letter)
    (more|longer|still) (waiting|delays|to wait|excuses|nothing|no|not)
    (wait|waiting) (in|around|all|another)
    (three|four|five|six) times
""")
_CONTENT = Phrases("""
    (thank|thanks|thankyou|cheers|sorted|fixed|found it|relief|relieved|weight off|chuffed|pleased|delighted|\
        grateful)
    (that|it|this) (works|is working|is back|has come|helps)
""")
_GOOD = Phrases("""
    (brilliant|marvellous|great|lovely|fantastic|good|amazing|excellent|wonderful|happy|delighted|chuffed|\
        legend|star)
    (helpful|hero|thank|thanks|cheers|pleased|ace|superb|perfect|magic|lifesaver|love it|not bad|well done|\
        genius)
""")
_NOT_GOOD = Phrases("""
    (not|no|never|hardly|any|is not|are not) (a|very|so|that|much|bloody|fucking)? (good|great|happy|pleased|\
        helpful)
    no thanks to
""")
_MASKED = re.compile(r"\b\w{1,2}\*{2,}\w*|\*{3,}|\b\w?[#@$%&!]{3,}\w*")
_REPORTS = frozenset("says said thinks reckons thought told claims".split())
_PEOPLE = frozenset(
    "son daughter wife husband partner neighbour neighbours friend friends mate mates mum mom dad mother "
    "father kids brother sister boss uncle aunt nan gran colleague he she they people everybody "
    "everyone".split()
)
_ABOUT_THIS = frozenset("it this that you your i we my our he she they there".split())
_ELSE = Phrases("""
    (last|old|previous|other|former|next) (provider|firm|company|supplier|bank|insurer|lot|one|place|shop|\
        network|\
        broadband|people|agent|landlord|job|house) (was|were|is|are) ...3 _
""")


def sworn(turn: Turn, text: Text) -> Iterator[Span]:
    """Where somebody swears in anger: no praise stands in the same clause, unless it is turned round."""
    barred = list(_NOT_SWORN.find(text))
    places = [span for span in SWEARING.find(text) if not any(span.overlaps(other) for other in barred)]
    for at, place in enumerate(text.places):
        if _MASKED.search(turn.words[place].text):
            places.append(Span(at, at + 1))
    for span in sorted(places, key=lambda one: one.first):
        clause = text.clause_of(span)
        good = _GOOD.within(text, clause.first, len(text.tokens))
        if good is None or _NOT_GOOD.within(text, clause.first, len(text.tokens)):
            yield span


def ironic(text: Text) -> Iterator[Span]:
    """Where praise opens a sentence that tells of trouble: "oh brilliant, another week without heating"."""
    for span in IRONY.find(text):
        stops = (place for place in range(span.last, len(text.tokens)) if text.tokens[place] in ".?!")
        first, last = span.last, next(stops, len(text.tokens))
        if last - first < 3 or _CONTENT.within(text, first, last):
            continue
        if _TROUBLE.within(text, first, last) or PROBLEM.within(text, first, last):
            yield Span(span.first, last)


def of_others(text: Text, span: Span) -> bool:
    """Whether the words are somebody else's about something else: "my son says school is ridiculous"."""
    if any(span.overlaps(other) for other in _ELSE.find(text)):
        return True
    clause: Clause = text.clause_of(span)
    for at in range(span.first - 1, max(clause.first, span.first - 6), -1):
        if text.tokens[at] in _REPORTS and text.tokens[at - 1] in _PEOPLE:
            after = text.tokens[at + 1 : span.first + 1]
            rest = [token for token in after if token not in ("that", "me")]
            return bool(rest) and rest[0] not in _ABOUT_THIS
    return False
