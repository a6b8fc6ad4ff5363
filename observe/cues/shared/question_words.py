"""How questions are worded besides the order of words: requests to tell, and those without a verb."""

from __future__ import annotations

from observe.text import Phrases

#: Ask without a verb in front of its subject: "tell me what happened", "and your postcode", "… do you mean".
TELL = Phrases("""
    ^ (can|could|would)? you? (just|please)? (tell|talk) (me|to me|me a bit|me a little|me more) (about|\
        what|how|when|where|which|who|why|more|your|the|whether|if)
    ^ (can|could|would)? you? (just|please)? (remind|catch|fill) me (again|up|in) _
    (i wonder|i am ... wondering|i was ... wondering|what i am wondering) (is|what|how|where|who|about|if you \
        (can|could|would|have|know))
    (i am|i would be) (really|just|also|very)? (curious|interested) (to know|to hear|about|in) (what|how|where|\
        why|your|whether|if|more|that)
    (i would like|i want|i would love) to (know|hear) (what|how|more|about|why|a bit|your)
    ^ (say|walk me|talk me) (more|through)
    ^ (and|just|for)? (your|the) ...5 please $
    ^ (and)? (your|the|just your) (full|first|last|account|customer|home|mobile|telephone|dialling|area)? \
        (name|surname|number|postcode|post code|code|address|initial|initials|title|date of birth|password) \
        (again|there|is|and ...4)? $
    ^ (let me|let us|i will) (just)? (take|have|get) (your|the) ...4 (please|then|first) $
    ^ (just)? (quickly|please)? confirm (your|the) ...4
    ^ any (other|more)? _ ...8 $
    ^ (anything|anyone|anybody) _ ...8 $
    on a scale (of|from) ...5 (how|where|what|which)
    ^ you (sure|mean) _
    ^ you want (what|to what|who|which)
    ^ (how about|how come|what about|what if) _
    (do you mean|did you say|are you saying|is it you want) $
    (or|or what|or anything) $
    ^ (for|at|in|on|to|from|by|until|with) (what|which|who|how long|how many|how much) ...2 $
    ^ (full|first|last)? (name|surname|postcode|post code|initial|date of birth|account number|customer number|\
        telephone number|phone number|dialling code|address) (please|and ...4)? $
    (for|since|with|from|in|at|to|by|say|about) (how long|how much|how many|what|who|whom|which|when|where) $
""")
#: Have a question's form and another aim: an offer to act, a request to hold, a listener's signal.
NOT = Phrases("""
    ^ (okay|right|all right|yes|no|sorry|pardon|hello|really) $
    ^ you know $
    ^ that is it $
    ^ (would|could|can|will) you (just|please)? (bear|hold|hang|excuse) (with|on|the|me|for|please|a)?
    ^ (can|could|would|will) you hold $
    ^ (shall|should|can) i (just)? (put|connect|transfer|pop|pass|send|arrange|book|get) \
        (you|that|it|someone|one|a)
    ^ (would you like|do you want) (me|us) to (put|connect|transfer|pass|try|ring|call)
    ^ (do you want|would you like) (connection|connecting|connected|putting through)
    you know what i mean
    thank you
""")
#: Leave the customer free in how to answer, unless CLOSED narrows it to a fact.
OPEN = Phrases("""
    (what|how|why)
    (tell|remind|fill|catch) me (in|up|again)? (about|what|how|why|more|a bit|a little|anything|something|some)
    (curious|interested|wondering|wonder) (about|to hear)
    (talk|speak) to me about
    (talk|walk|take) me _
    (any|some|anything) (other|else|more|ideas|thoughts|questions|concerns)
    say more
""")
CLOSED = Phrases("""
    how (much|many|long|often|old|far|big|soon|early|late|high|tall)
    what (time|date|day|month|year|number|colour|size|age|town|city|area|code|name|make|model|postcode|speed)
    what is (your|the) ...3 (name|number|postcode|address|code|date|initial|initials|password|surname)
    (name|number|postcode|address|code|initials|surname|date of birth) (is it|are you|was it|please|do you|did \
        you)
""")
