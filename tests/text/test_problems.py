"""Something gone wrong, told calmly: what is heard of it, and what is only a wish or a question.

`PLAIN` was at hand when the words were listed. Of `SINCE`, written when the list was done, 8 of 24 were heard
at first; what is still missed of it is kept here, so that it shows once it is heard.
"""

from __future__ import annotations

import doctest

import pytest

from observe.annotation import turn_from_text
from observe.text import problems

PLAIN = [
    "Hi, I ordered a bookcase a fortnight ago and it still hasn't turned up.",
    "Hello, the tap in our bathroom won't stop dripping.",
    "Morning. My card was declined at the supermarket and there's plenty in the account.",
    "Hi, I think you've billed me for two rooms and we only had the one.",
    "Hello there, the dishwasher's leaving everything covered in grit.",
    "Hi, my son's bus pass doesn't scan any more.",
    "Hello, one of the tiles you put up has come off the wall.",
    "I've had a letter saying I owe you a hundred pounds, and I've already paid it.",
    "Hiya, the lift's out of order and my mum's on the sixth floor.",
    "Hello, the trousers I ordered are too long, and I did pick the short ones.",
    "Good afternoon. The telly's got lines all down the screen.",
    "Hi, there's a funny smell coming from the fridge you delivered.",
    "Hello, I can't seem to log in to pay my council tax.",
    "Hi, our bin wasn't emptied this morning.",
    "Hello, I've just opened the parcel and half of it isn't in there.",
    "Hi, the sat nav you sold me keeps freezing.",
    "The heating's come on by itself three nights running.",
    "Hello, I booked a table for tonight and your website says there's no booking.",
    "Hi, my glasses have snapped at the hinge.",
    "Hello, you've spelt my name wrong on the policy.",
    "Hi, the gate's jammed and I can't get the car out.",
    "Hello, the plants I bought on Saturday have all died.",
    "Hello, my train was cancelled and I missed the connection.",
    "Hi, the washing machine's flooded the kitchen.",
    "Good morning, my hearing aid is whistling all the time.",
    "Hello, I was meant to have a call about my results and I didn't get one.",
    "Hi, your man's gone and put the fence on next door's side.",
    "Hello, my wage slip is forty pounds short.",
    "Hi, the battery only lasts about an hour.",
    "Hello, the coach never stopped for us.",
]
SINCE = [
    "Hello, I think there's been a mix-up, I've got somebody else's prescription.",
    "Hi, the seat belt in the back's got a knot in it and it doesn't pull out.",
    "Hello, it's about the mattress. It's sagging in the middle and we've only had it since June.",
    "Hi, your website took my order twice.",
    "Hello, I'm ringing because the cleaner didn't come yesterday.",
    "Hiya, the cooker timer's an hour slow and it won't let me change it.",
    "Hi, our post keeps going to number fourteen.",
    "Hello, my daughter's name's been left off the register.",
    "Hi, the wifi's ever so slow in the evenings.",
    "Good morning, I've got a rash from that face cream.",
    "Hello, the lock on the bathroom door's gone stiff and my gran got shut in.",
    "Hi, the chap measured up wrong and the blinds don't reach the sill.",
    "Hello, I was charged for breakfast and we never had breakfast.",
    "Hi, I've had no reply to my letter of the second.",
    "Hello, the garage says the part you sent doesn't belong to this model.",
    "Hi, the picture's fine but there's no sound on the telly.",
    "Hello, our recycling's been sat there for three weeks.",
    "Hi, the heels have worn through after a month.",
    "Hello, the lift doors close on people before they're in.",
    "Hi, I've ordered the wrong size by mistake.",
    "Hello, the alarm went off at four in the morning for no reason.",
    "Hi, the taxi you sent took us to the wrong airport.",
    "Morning. The curtains are about two inches off the floor.",
    "Hello, my statement's got somebody else's payments on it.",
]
MISSED = [
    "Hello, it's about the mattress. It's sagging in the middle and we've only had it since June.",
    "Good morning, I've got a rash from that face cream.",
    "Hello, the lock on the bathroom door's gone stiff and my gran got shut in.",
    "Hello, the lift doors close on people before they're in.",
    "Morning. The curtains are about two inches off the floor.",
]
ENQUIRIES = [
    "Hi, can I change my delivery to Thursday, please?",
    "Hello, what do I need to bring to open an account?",
    "Morning, I'd like to order another bag of the same coffee.",
    "Hi, how late are you open on a Sunday?",
    "Hello, I'm ringing to pay my bill.",
    "Hi, I've just moved in and I need to set up the electric.",
    "Hello, could you tell me if the red one's in stock?",
    "Hi, I'd like to cancel my subscription, please, I've finished the course.",
    "Hello, do you deliver to Skye?",
    "Hi, we're thinking of having a new kitchen and wondered if you do a free design.",
    "Good morning, can I add my daughter to the car insurance?",
    "Hi, I'm after a birthday cake for the twentieth.",
    "Hello, I was wondering whether the job's still going.",
    "Hi, is it all right if I bring my own wine?",
    "Hello, I want to book my boiler in for its yearly service.",
    "Hi, could I have a copy of last year's statement?",
    "Hello, I've never been before, is it easy to find?",
    "Hi, do you buy old gold?",
    "Hello, how long does a passport photo take?",
    "Hi, can I collect it tomorrow instead, I won't be in today?",
    "Hello, just checking you got my form.",
    "Hi, I'd like to know what the interest rate is on the new saver.",
    "Hello, my mother's coming to stay and I need a wheelchair for the week.",
    "Hi, are the swimming lessons full?",
    "Hello, I'd like to say thank you to the lady who helped me yesterday.",
    "Hi, what's the best paint for an outside wall?",
    "Hello, have you got a room with a sea view for two nights?",
    "Hi, can I upgrade to the faster broadband?",
    "Hello, how do I read my new meter?",
    "Hi, we'd like to put our house on the market.",
    "Hi, I'd like to hire a van for Saturday, what sizes have you got?",
    "Hello, is the walking group still on this week, if it rains?",
    "Hi, I haven't ordered from you before, how does it work?",
    "Hello, I need a plumber to put in an outside tap.",
    "Hi, I can't make Tuesday now, could we say Wednesday?",
    "Hello, do I have to pay if I cancel the day before?",
    "Hi, my wife's not very good on stairs, have you anything on the ground floor?",
    "Morning, I've run out of cheque books, could you send another?",
    "Hello, the form asks for a reference number, where would I find that?",
    "Hi, is the Christmas menu out yet?",
    "Hello, I'm moving next month and I want to take my broadband with me.",
    "Hi, we're having a party and we'd like to borrow some chairs.",
    "Hello, can you recommend something for dry hair?",
    "Hi, I saw an advert for a part-time driver.",
    "Hello, does it come in any other colours?",
    "Hi, my passport runs out in March, when should I renew?",
    "Hello, I'd like to make an appointment for a hearing test, I've never had one.",
    "Hi, what happens if it doesn't fit, can I bring it back?",
    "Hello, I left my name last week for the pottery class.",
    "Hi, do the trains still go through Settle?",
    "Nothing's wrong with it, I'd just like another.",
    "What happens if it arrives broken?",
    "Do you have a lost property office?",
]


def customer(text):
    return turn_from_text(1, "customer", "customer", text, start=10.0)


def missed(text):
    return pytest.mark.xfail(reason="told in words that sound like any other") if text in MISSED else ()


@pytest.mark.parametrize("text", [pytest.param(text, marks=missed(text)) for text in PLAIN + SINCE])
def test_a_fault_told_calmly_is_heard(text):
    assert problems.told(customer(text)) is not None


@pytest.mark.parametrize("text", ENQUIRIES)
def test_a_wish_or_a_question_is_no_problem(text):
    assert problems.told(customer(text)) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Morning. My boiler isn't working. Can you help?", "My boiler isn't working."),
        ("Well, the boiler's off again.", "Well, the boiler's off again."),
        ("Hi there. The gate’s jammed.", "The gate’s jammed."),
    ],
)
def test_what_is_quoted_are_the_words_as_spoken_and_when(text, quote):
    turn = customer(text)
    told = problems.told(turn)
    assert told.quote == quote
    spoken = [word.text for word in turn.words if told.start <= word.start < told.end]
    assert " ".join(spoken) == quote
    assert told.turn == 1


def test_recognisers_text_without_stops_or_apostrophes_is_heard_too():
    assert problems.told(customer("hi its about my boiler it isnt working and we have no hot water"))


def test_the_example_runs():
    assert doctest.testmod(problems).failed == 0
