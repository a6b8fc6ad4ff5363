"""Early signs that a customer is unhappy, said before they say so: kept apart, because the list is long."""

from __future__ import annotations

from observe.text import Phrases

AGAIN = Phrases(
    """
    (i have|i had|we have|i|this is|this) (already|now|been|had to|must have|have)? (called|rung|rang|\
        phoned|contacted|emailed|calling|ringing|phoning|call|ring|spoken|complained|explained|asked|told|\
        waited|chased|written) ...6 {times}
    (second|third|fourth|fifth|tenth|umpteenth|hundredth) (time|call|complaint|letter|engineer|person)
    already (told|explained|said|asked|been (in|back|on|over|down|through))
    (second|third|fourth|fifth|two|three|four|five) (day|days|week|weeks|month|months|morning|mornings|night|\
        nights|time|times) (running|in a row)
    nothing (ever)? (changes|happens|gets done|has changed|has been done)
    (i|we|you|they|people) (all)? (keep|kept|constantly|are constantly) (telling|asking|calling|ringing|having|\
        being|explaining|passing|sending|charging|saying)
    (it|this|that) (just)? (keeps|kept) (happening|sending|charging|saying)
    (keep|keeps|kept) getting (told|passed|charged|cut off|the same|bills|letters|fobbed|put)
    (you|they|it) (are|is|have|has)? still (charge|charged|send|sent|do not|does not|keep|keeps|want|say|says)
    (why|how) (do|did|does|have|has|is|are|can|am|was) (i|you|it|nobody|no one|this) (still|keep|not|always|\
        have to|even|again|never) _
    (do|am|will|must|why) (i|we) (have to|got to|going to have to|need to|supposed to) (explain|go through|\
        repeat|say|start|tell) ...5 again
    (yet again|all over again|as usual)
""",
    times="""
        (times|twice|already|ages|again|over and over|since _|every (day|week|month|time|morning))
        for (the last|the past|over|about|nearly)? (_|two|three) (weeks|days|hours|months|minutes)
        (all|whole) (day|morning|week|afternoon)
    """,
)
BROKEN = Phrases(
    """
    (still|yet) (not|have not|has not|no|nobody|nothing|waiting|broken|does not|no one|been|is not|do not|\
        been charged|charging)
    (nobody|no one) (is|has|was) (going to|coming|doing|ever|been|even|bothered|told|explained)
    (nobody|no one|never) (has|had|ever)? {came}
    (they|you|she|he|nobody|no one) (never|did not|has not|have not|had not) (ever)? {came}
    (you|they|it|he|she|nobody|no one|the _) (have|has|did|do|does) not even
    (promised|supposed|meant|told) (to|me|i would|it would|it was|that|be|have) ...6 (but|and) (nobody|\
        nothing|it|they|no|still|i|never)
    (was|were) (promised|supposed to|meant to|assured)
    (was|were|been) told (it|that|i|we|you|he|she|they|there) (would|will|was going to)
    not what (i|we) (ordered|asked|agreed|signed|paid|(was|were) (told|promised|expecting|sold|quoted))
    (told|tells|tell|telling) (me|us) (something|different|one thing|two different|another|a different)
""",
    came="""
        (called|call|rang|ring|came|come|turned up|showed up|turn up|got back|get back|bothered|bother|told me)
        (replied|reply|answered|answer|arrived|phoned|sent|rings|calls|comes|replies|answers|gets back|turns up)
    """,
)
LOST = Phrases("""
    (have|has|had) already (lost|wasted|missed|paid|spent|taken|waited) _
    (lost|missed|had to take) (a|another|two|three|half a|the) (day|days|morning|afternoon) ...2
    (lost|losing) ...2 (pay|money|wages|earnings|business|customers)
    (been|was) (waiting|on hold|holding|stuck|hanging on|messed|messing|without) (for|since|\
        around|about|from|here|all|ages|_) ...3
    (left|leaving|kept|keeping) (me|us|my _) (standing|waiting|hanging|sitting|stranded|stuck|on hold|holding)
    (it|this) (has|is) been going on (for|since|too|all) ...2
""")
WORRY = Phrases("""
    (i am|we are|i have been|i was|i am getting|we are getting|getting) (so|very|really|quite|a bit|rather|\
        just|getting|seriously|ever so|that)? (worried|concerned|anxious)
    (starting|beginning) to (lose (patience|faith|trust)|wonder|worry|get (worried|annoyed|fed up|cross))
""")
MISTAKE = Phrases("""
    (overcharged|charged me|double charged) (me|us)? (twice|double|for something|too much|the wrong)
    (over|been|was|were) charged (me)? (twice|double|too much|the wrong|again|extra)
    (charged|billed|debited) (me|us|my account)? (twice|double|too much|the wrong)
    (taken|took|charged|sent) (me)? (two|double|three|an extra|an additional) (payment|payments|charge|charges|\
        bills)
    (sent|gave|given|delivered|charged|billed|sold) (me|us) (the|a) wrong
    (let|letting|messed|messing|mucked|fobbed|fobbing) (me|us) (down|about|around|off|over)
    (been|was|got|getting) (passed|sent|transferred|pushed|bounced) (around|from|about|back and forth)
""")

#: Each list with what it is a sign of, as the reason names it.
EARLY = (
    (AGAIN, "the same trouble again and again"),
    (BROKEN, "something promised or due that was not done"),
    (LOST, "waiting, or time or money lost"),
    (WORRY, "worry"),
    (MISTAKE, "a mistake that touches them"),
)
