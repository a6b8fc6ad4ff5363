"""Words by which a customer tells that something has gone wrong, however calmly.

Rules, and no more: they know how a fault is worded, not what a thing is for, so "the heels have worn down after
a month" is heard and "the lift doors close on people" is missed.
"""

from __future__ import annotations

from dataclasses import replace

from observe.annotation import Turn, Word
from observe.text import Phrases, Span, read

#: What may go wrong said in few words, by whoever speaks.
PROBLEM = Phrases("""
    (a|the|this|another|my|some|any|same) (big|bit of a|slight|real|huge|small|serious)? (problem|problems|\
        issue|issues|trouble|complaint)
    (a|the|another|some|same) (fault|mistake|error)
    (having|had|have|got|getting) (a|some|real|no end of|nothing but|a lot of|a bit of|any)? (trouble|\
        problems|difficulty|difficulties|issues|bother)
    (is|are|was|has|have|does|do|did|will|would|can|could) not (been|even|actually|really)? (working|work|\
        right|come|came|arrived|arrive|turned up|turn|connect|connecting|connected|charge|charging|switch|\
        received|receive|let|load|correct|what i|show|shown|sent|fit|match|add up|print|start|stop|accept|\
        recognise|delivered|been paid|refunded|paid|go through|gone through|open it|make sense)
    (can|could) not (get|log|sign) (through|in|on|into|onto|online|it|any|no|hold|to)
    (can|could) not (access|find|see) (my|the)
    (have|has) not (got|had) (it|my|the|any|anything|a _) ...3 (yet|back|still)
    (stopped|stops|keeps|keep|kept|started) (on)? (working|dropping|cutting|crashing|breaking|freezing|\
        buffering|saying|going|getting|charging|sending|failing|ringing|switching|turning|disconnecting)
    (charged|billed|overcharged|debited) (me|us|my|too|twice|double|the wrong|more|extra|again)
    (taken|took|taking|paid|paying) (too much|too|twice|double|the wrong|more|two|three|a second|another|extra)
    (broken|faulty|damaged|missing|stolen|dead|cracked|leaking|delayed|overdue|cut off|gone down|gone wrong|\
        not there|overcharged|incorrect|locked out|playing up|acting up|stuck|frozen|crackling)
    (is|was|are|were|arrived|came|come|running|days|weeks|hours|very|so) late
    (been|is|was|got|have|has) lost
    (something|is|are|was|went|gone|all|got|completely|totally|just) wrong (with _|$)
    wrong (size|item|colour|one|amount|bill|address|order|product|parcel|name|tariff|account|price|date|\
        model|part|thing)
    (internet|broadband|wifi|signal|connection|line|phone|router|app|website|heating|boiler|system|power|\
        screen|service) (is|has|have|went|goes|just)? (been|gone|all)? (down|off|out|slow|blank|\
        crashed|dropping)
    (no|lost|without) (internet|broadband|signal|connection|dial tone|dialling tone|service|heating|power|\
        gas|water|hot water|refund|reply|answer|sign of)
    (i have|i) never (received|got|ordered|asked|signed|agreed|authorised|had (a|an|my|any|the|it))
    (still|been) waiting
    (too high|too much|gone up|doubled|double what|more than (it should|i expected|usual|normal|last))
    (forgot|forgotten|lost) (my|the) (password|pin|login|card)
    should have (come|arrived|had|been (here|delivered|sent|paid|done|on))
""")  # fmt: skip
#: More of them, for a customer's own account of it.
TOLD = Phrases(
    """
    {thing} (has|have|had|did|does|do|is|are|was|were|will|would|can|could) (just|still|simply|really|even)? \
        (not|never) (ever|even|actually|really|been|be|being|properly|seem to|want to)? {does}
    {thing} (does|do|did|will|would|has|have) not (ever|even|actually|really|seem to|want to)? {acts}
    {thing} (just|only|always|constantly|often|sometimes)? {does_wrong}
    (fell|fallen|tripped|slipped) (over|down|off) _
    {thing} never (even|actually|really)? {did}
    {thing} (only|just) (lasts|lasted|works|worked|holds|goes) ...4 (hour|hours|minute|minutes|day|days|half|\
        sometimes)
    (i|we) (have|had|did|do|was|were) (just|still|simply)? not (ever|even|actually|had)? (been (paid|\
        refunded|told|given|called|credited)|received|heard|get (it|one|any|them|through|an answer|a call|a \
        reply)|had (it|one|a call|an answer|a reply|anything|my|our|the|any))
    (i|we) (can|could) not (seem to|even|actually|really)? (get (it|the|my|any|into|through|in|on)|log|\
        access|open|sign|hear|turn|close|shut|start|use|load|reach|unlock|switch|make it)
    (is|are|was|were|has|have|been|being|come|came|comes|coming|went|gone|go|goes|got|get|gets|getting|\
        arrived|turned up|came back|come back|came out|come out|delivered|sitting|hanging) \
        (all|just|completely|totally|really|very|quite|a bit|\
        half|well|even|already|now|badly|right|slightly|both|still|never|ever so)? (been|come|gone|got|all|\
        being)? {spoilt}
    (has|have|had|is) (just|now|already|gone and|all|both|completely)? (been|come|gone|got)? (all)? {failed}
    {thing} (just|suddenly|never|now|also|only)? {failed}
    (just|suddenly|now|also)? (keeps|kept|keep|started|starts|always|constantly) (on)? {misbehaving}
    (is|are|was|were|been) (just|still|always|constantly|now|even|actually|making|all)? {misbehaving}
    (is|are|was|were) ({number}|about|a few|some|several) (pounds|quid|pence|pounds|items|_) (short|out|too \
        much|down|light|more than)
    (is|are|was|were|came|come|arrived|{number}|a few) ...2 short (again|this|of|$)
    (is|are|was|were) (far|much|way|a bit|a lot|miles)? too (long|short|big|small|tight|loose|wide|narrow|\
        high|low|dark|light|thick|thin|hot|cold|loud|quiet|late|heavy)
    there (is|was|are|were) (a|an|some|no|water|still|also|just|another|two|three|nothing|nobody)? ...3 \
        {blemish}
    (got|has|have|leaving|left|making|makes|made|with|hear|hearing|smell|found) (a|an|this|some|my|our|\
        everything|lots of|no end of)? ...4 {blemish}
    (funny|strange|odd|weird|nasty|awful|terrible|burning|horrible) (noise|smell|sound|taste)
    not (the|what) ...2 (one|ones|colour|size|thing|it)? (i|we|that i|that we) (ordered|asked|picked|chose|\
        wanted|booked|paid|agreed|bought)
    not what (i|we) _
    (in|at|to|on|with) (the|a) wrong _
    (got|get|gave|given|done|did|put|spelt|spelled|gone|went|going|goes|sent|printed|had|have) ...4 wrong
    (printed|come|came|arrived|put|fitted|sent|it is) ...2 (upside down|back to front|inside out|the wrong \
        way|on the wrong|instead of)
    (out of order|out of date|run out of power|on the blink|gone off|on its last legs|not up to scratch)
    (you|they|have) (have|has)? (charged|billed|invoiced|debited|taken|took) (me|us|my _|our _|it|money|for|\
        two|the|an|extra|_ lots|out)
    (two|three|double|second|extra) (lots of money|payments|charges|lots)
    (owe|owes|owing) (you|us|me)? ...6 (already|but|and i have|paid)
    (already|have) paid (it|that|this|them|the _|for it|in full)
    (says|said|saying|shows|showing) ...3 (there is|there are|i have|i am|it is|we have|my _ is) (no|not|an \
        error|a problem|locked|owed|still|never|invalid|expired)
    (no|without|without any|without a) (hot|cold|running|proper)? (water|heating|power|electric|electricity|\
        gas|signal|sound|picture|light|lights|internet|phone|record|booking)
    (nobody|no one|nothing|none of (it|them|us)) (has|have|had|ever|even|is|was)? (came|come|turned up|\
        arrived|rang|rung|called|phoned|answered|replied|got back|happened|working|works|told|in (it|the box|\
        there))
    (was|were|is|are) (meant|supposed|due|told|promised|booked|expected) ...8 (and|but) (i|it|they|you|he|\
        she|nobody|nothing|there|we|no) (did|did not|has|have|never|is|was|still|had|came|rang|nothing)? \
        (not|never|no)?
    (still|again) (not|no|nothing|waiting|wrong|banging|leaking|down|dripping|broken)
    (is|has|are|have) (down|off|out|up|on|gone) (again|by itself|on its own|by themselves)
    (come|comes|came|coming|gone|going|goes|turns|switches|switched|fell|falling|fallen) (on|off|out|away|\
        apart|down|over|to bits) (again|by itself|on its own|in my hand|at the _|of the _|from the _|the \
        wall|after _ _)
    (you|they|he|your _|the _|man|men|driver|fitter|engineer) (have|has|is)? (just|gone and|also)? (lost|\
        forgot|forgotten|missed|ruined|scratched|damaged|broke|broken|cracked|dented|smashed|spilt|drove\
        (off|past)|went (off|past|straight)|gone (off|past|straight|and)) (the|my|our|us|me|a|it|them|past|\
        off|put|left|without)
    (lost|locked|shut|cut|stolen|knocked|thrown) (me|us)? (out|off|my|our) (of)? _
    (had|been|having|was) (a|an) (break in|accident|crash|leak|flood|fall|fire|burglary|power cut|burst pipe)
    (gone|went|driven|drove|ran|run|crashed|backed) into (the back of)? (me|us|my|our|the)
    (missed|miss|missing) (my|our|the|a) (connection|flight|train|bus|appointment|delivery|slot|class)
    (somebody|someone) else is (_|prescription|post|bill|order|parcel|name)
    (mix up|mixed up|muddled|by mistake|in error|for no reason|left off|left out|worn (out|through|away)|\
        twice over)
    (i|we) (was|were|have been|been) (being)? (charged|billed|fined|invoiced|overcharged|double charged|cut \
        off|told off|sent|given|sold) (for|the wrong|twice|two|somebody|extra|a fine)
    (took|taken|sent|delivered|printed|booked|entered|counted) ...4 twice
    {thing} (has|have|is) been (sat|sitting|stood|standing|lying|off|out|down|like (this|that)|going on|\
        waiting) ...4 (for|since) _
    {thing} (is|are|has gone|have gone|went) (ever so|really|very|so|too|quite|all|a bit|awfully|dead) (slow|\
        stiff|noisy|weak|faint|loud|rough|uneven|wobbly|sticky|dirty|smelly|patchy|unreliable)
    (trip hazard|health hazard|safety hazard|dead on arrival|not fit for)
    (have had|had|got|received) (a|another|this) (bill|letter|fine|charge|reminder|demand) (for|saying) ...12\
        (but|and) (i|we) (have|already|only|never|did not|had|do not|am|was)
    """,
    thing="""
        (it|that|this|they|he|she|nobody|you|which|half of it|none of it|some of (it|them)|one of them|any of\
            it)
        (the|my|our|your|his|her|their|one of the|half the|some of the) ...4
    """,
    does_wrong="""
        (clicks|drips|leaks|bangs|rattles|squeaks|buzzes|hums|whistles|beeps|jams|sticks|slips|jumps|crashes)
        (freezes|cuts out|drops out|falls off|comes off|overheats|trips|flickers|smokes|wobbles|stalls|sags)
        (disconnects|lags)
    """,
    number="(one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred)",
    does="""
        (work|working|worked|go|going|gone|going through|went|come|coming|came|turn|turned|turning|start|\
            starting)
        (stop|stopping|stopped|open|opening|opened|close|closing|closed|shut|shutting|lock|fit|fitting|fitted)
        (charge|charging|charged|load|loading|loaded|scan|scanning|read|reading|print|printing|save|saved|heat)
        (heating|heated|drain|draining|flush|flushing|spin|spinning|play|playing|ring|ringing|rung|rang|call|\
            called)
        (arrive|arriving|arrived|appear|appearing|show|showing|shown|show up|turn up|delivered|collected|\
            emptied)
        (cleared|picked up|picking up|fixed|repaired|mended|finished|done|sent|paid|refunded|credited|updated)
        (answered|answering|answer|replied|reply|replying|got back|get back|connect|connecting|connected|log|\
            let|letting|accept|accepting|accepted|recognise|recognising|match|add up|right|level|straight|in \
            (it|there|the)|there|hold|holding|stay|staying|stick|sticking|last|click|clicking|move|moving|\
            stand up|come through)
    """,
    # After "not" any verb will do but those of plans, tastes and news.
    acts="""
        (belong|reach|pull|push|cover|suit|switch|respond|react|dry|clean|wash|boil|cool|cut|line up|look \
            (right|like)|tally|agree|balance|transfer|register|tick|sound|smell|taste|grip|seal|support|\
            release|return|refresh|download|upload|update|sync|pair|detect|dispense|give|help|make sense)
    """,
    did="(came|come|arrived|turned up|stopped|rang|called|worked|answered|replied|showed up|got here|happened)",
    spoilt="""
        (broken|snapped|cracked|scratched|chipped|torn|ripped|burst|smashed|bent|dented|damaged|creased|ruined|\
            faulty|mouldy)
        (rotten|stale|sour|soggy|soft|brown|bruised|stained|marked|shrunk|faded|warped|wonky|crooked|loose|\
            split|raw)
        (stuck|jammed|blocked|clogged|frozen|locked|cut off|disconnected|cancelled|declined|rejected|refused|\
            late)
        (lost|missing|stolen|missed|skipped|forgotten|overlooked|dead|empty|cold|stone cold|freezing|\
            boiling|wet)
        (flooded|soaked|leaking|dripping|unstitched|undone|apart|to bits|off the _|the wrong _|wrong|\
            incorrect|short)
        (unplayable|unreadable|blurred|blurry|fuzzy|crackly|blank|noisy|dangerous|unsafe|overdue|out of \
            order|infested)
    """,
    failed="""
        (broken|broke|snapped|cracked|burst|split|leaked|flooded|failed|died|crashed|frozen|froze|stopped|\
            packed up)
        (packed in|conked out|given up|gone wrong|gone off|gone out|fallen (off|out|down|apart)|fell (off|\
            out|apart))
        (come (off|away|apart|loose|undone|unstitched|unstuck)|came (off|away|apart|loose)|gone (down|\
            missing|dead|flat))
        (shrunk|faded|ripped|torn|melted|jammed|seized|shattered|collapsed|tripped|blown|blew|vanished)
        (disappeared|dropped out|cut out|cuts out|locked (me|us|up)|lost (connection|signal|pressure|power))
    """,
    misbehaving="""
        (leaking|dripping|cutting|dropping|freezing|crashing|buffering|jumping|slipping|sticking|jamming|\
            tripping)
        (banging|knocking|clicking|rattling|squeaking|grinding|buzzing|humming|whistling|beeping|bleeping|\
            flashing)
        (flickering|overheating|smoking|smelling|switching|turning|losing|falling|coming (off|away|apart|\
            undone|up))
        (going (off|out|down|wrong|missing|on and off)|disconnecting|refusing|rejecting|failing|charging (me|\
            us)|hanging)
        (making (a|this|that|an|funny|strange|such a) ...3 (noise|sound|smell|banging|mess)|playing up|acting\
            up|sending)
        (saying (there|it|i|my|no|error)|leaving (everything|marks|a)|flooding|peeling|\
            wobbling)
    """,
    blemish="""
        (mark|marks|stain|stains|scratch|scratches|dent|dents|crack|cracks|hole|holes|chip|tear|gap|leak|\
            damp|mould)
        (noise|smell|lines|lump|lumps|bubble|bubbles|mouse|mice|rust|error|gouge|grit|fault|discrepancy|\
            mistake|mix up)
        (mess|fly|hair|glass) in (it|the|my)
    """,
)  # fmt: skip
#: Of the customer's own plans and wishes, in the words of a fault.
NOT = Phrases("""
    (if|whether|in case|unless|until|when|before|would|could|might|should|what happens if|what if) (it|they|\
        the _|this|that|i|we|you) (is|are|was|were|has|have|does|do|did|gets|get|comes|turns|goes)? (not|\
        never)? ...3 (broken|damaged|lost|missing|cancelled|working|wrong|late|arrive|come|work|fit|stolen|\
        faulty|short|up|off)
    (no|not a|without a|without any|never (had|any)) (problem|problems|trouble|issue|issues|bother|fault|\
        complaint) _?
    (nothing|not anything|is not anything) (is)? (wrong|the matter)
    lost property
""")


def told(turn: Turn) -> range | None:
    """Which words of a turn first tell of something gone wrong; None where none does.

    Example:
        >>> from observe.annotation import turn_from_text
        >>> told(turn_from_text(1, "customer", "customer", "Hi there. My kettle won't switch off."))
        range(2, 7)
    """
    spoken, places = _opened(turn)
    text = read(spoken)
    barred = list(NOT.find(text))
    spans = sorted((*PROBLEM.find(text), *TOLD.find(text)), key=lambda span: span.first)
    span = next((span for span in spans if not any(span.overlaps(other) for other in barred)), None)
    if span is None:
        return None
    clause = text.clause_of(span)
    first, last = text.words_of(Span(min(span.first, clause.first), max(span.last, clause.last)))
    return range(places[first], places[last - 1] + 1)


def _opened(turn: Turn) -> tuple[Turn, list[int]]:
    """The turn with "the boiler's off" as "the boiler is off", and from which word each of its words came."""
    words: list[Word] = []
    places: list[int] = []
    for place, word in enumerate(turn.words):
        stem, mark, rest = word.text.replace("’", "'").partition("'s")
        parts = [stem, "is" + rest] if mark and stem and not rest.strip(".,?!;:") else [word.text]
        words += [replace(word, text=part) for part in parts]
        places += [place] * len(parts)
    return replace(turn, words=tuple(words)), places
