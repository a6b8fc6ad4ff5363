"""Who is the agent and who the customer, with a reason, and always correctable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import turn_from_text
from observe.errors import UsageError
from observe.turns import roles

BILLING = [
    ("X", "Good morning, thank you for calling Northfield Energy, you're speaking with Sam. How can I help?"),
    ("Y", "Hi, I'm calling about my bill, you've charged me twice and I've been waiting a week."),
    ("X", "I'm sorry to hear that. Can I take your account number please?"),
    ("Y", "Yes it's four four one nine."),
    ("X", "Thank you, let me check that. I can see that the payment was taken twice."),
    ("Y", "When will I get my money back?"),
]
CUSTOMER_FIRST = [
    ("Y", "Hello? Yes, my broadband is not working and I want to complain."),
    ("X", "Okay, bear with me, let me have a look on your account."),
    ("Y", "I've been waiting two hours."),
    ("X", "I do apologise, I'll arrange an engineer. Is there anything else?"),
]
WHISPERED = [  # lower case, no punctuation, as recognisers write
    ("X", "thanks for calling how can i help you today"),
    ("Y", "yeah i got a letter and um i was wondering if you could tell me what it means"),
    ("X", "sure can i take your postcode"),
]


def made(lines):
    clock, result = 0.0, []
    for index, (speaker, text) in enumerate(lines):
        result.append(turn_from_text(index, speaker, "other", text, start=clock))
        clock = result[-1].end + 0.3
    return result


@pytest.mark.parametrize("lines", [BILLING, CUSTOMER_FIRST, WHISPERED])
def test_the_agent_is_told_by_what_is_said(lines):
    found = roles.find(made(lines))
    assert roles.as_mapping(found) == {"X": "agent", "Y": "customer"}
    assert all(role.confidence > 0.6 for role in found)


def test_the_reason_quotes_the_words_that_told():
    because = {r.speaker: r.because for r in roles.find(made(BILLING))}
    assert "“thank you for calling”" in because["X"]
    assert "calling about" in because["Y"]


def test_who_answers_is_the_agent_where_nothing_tells_and_the_confidence_says_so():
    found = roles.find(made([("P", "Hello."), ("Q", "Hello, it's me."), ("P", "Right.")]))
    assert roles.as_mapping(found) == {"P": "agent", "Q": "customer"}
    assert {role.confidence for role in found} == {0.5}


def test_a_person_can_overrule_it():
    found = roles.find(made(BILLING), agent_speaker="Y")
    assert roles.as_mapping(found) == {"X": "customer", "Y": "agent"}
    assert {role.confidence for role in found} == {1.0}


def test_a_label_that_nobody_has_is_refused_by_naming_those_there_are():
    with pytest.raises(UsageError, match=r"'Z'.*expected one of X, Y"):
        roles.find(made(BILLING), agent_speaker="Z")


def test_a_third_voice_is_neither():
    lines = [*BILLING, ("Z", "Sorry to interrupt.")]
    assert roles.as_mapping(roles.find(made(lines)))["Z"] == "other"


@pytest.mark.parametrize(
    ("text", "role"), [("How can I help you today?", "agent"), ("I want to cancel my order", "other")]
)
def test_a_single_voice_is_the_agent_only_where_it_sounds_like_one(text, role):
    expected = {"agent": "agent", "other": "customer"}[role]
    assert roles.as_mapping(roles.find(made([("S", text)]))) == {"S": expected}


def test_nobody_has_no_role():
    assert roles.find([]) == ()


@given(st.permutations(["X", "Y"]))
def test_the_labels_themselves_mean_nothing(labels):
    swap = dict(zip(["X", "Y"], labels, strict=True))
    found = roles.as_mapping(roles.find(made([(swap[s], text) for s, text in BILLING])))
    assert found == {swap["X"]: "agent", swap["Y"]: "customer"}


TRANSFERRED = [
    ("X", "Thank you for calling Northfield Energy, you're speaking with Sam. How can I help?"),
    ("Y", "Hi, I'm calling about my bill, you've charged me twice."),
    ("X", "Bear with me, I'll put you through to billing."),
    ("Z", "Good morning, you're through to billing. Can I take your name? Let me check that for you."),
    ("Y", "Yes, it's Jo Day, and I've been waiting a week."),
    ("Z", "I'm sorry to hear that. I can see that the payment went through twice on the second of the month."),
    ("Z", "I'll refund it today, and you will have it on Friday at the latest, in the account it came from."),
]


@pytest.mark.parametrize("longer", [1, 3])
def test_a_second_agent_does_not_become_the_customer_by_talking_more(longer):
    lines = (
        TRANSFERRED
        + [("Z", "It may take a little longer over the weekend, as banks do not work then.")] * longer
    )
    found = roles.as_mapping(roles.find(made(lines)))
    assert found["Y"] == "customer"
    assert "customer" not in (found["X"], found["Z"])


def test_a_word_from_somebody_near_makes_nobody_the_customer():
    found = roles.as_mapping(roles.find(made([*BILLING, ("Z", "My bill?"), *BILLING[2:]])))
    assert (found["X"], found["Y"], found["Z"]) == ("agent", "customer", "other")
