"""Names are learnt from the call, and matched as they sound."""

from __future__ import annotations

import pytest

from observe.annotation import turn_from_text
from observe.cues.shared.names import learn, sounds_like
from observe.cues.shared.vocatives import given_names


def names(*lines: str, given: str | None = None):
    turns = [
        turn_from_text(index, line.split(": ", 1)[0], "other", line.split(": ", 1)[1])
        for index, line in enumerate(lines)
    ]
    return learn(turns, [turn.speaker == "agent" for turn in turns], given)


@pytest.mark.parametrize(
    ("lines", "customer"),
    [
        (["customer: my name is Peter Harris"], {"peter", "harris"}),
        (["customer: it's mister harris here"], {"harris"}),
        (["agent: Can I take your name?", "customer: Priya Nair."], {"priya", "nair"}),
        (["agent: what's your surname please", "customer: s m y t h e"], {"smythe"}),
        (["agent: who am i speaking to", "customer: yeah it's joanna"], {"joanna"}),
        (["agent: thank you mrs okafor"], {"okafor"}),
        (["agent: Hi, Daryl.", "customer: Hello."], {"daryl"}),
        (["agent: Daryl, hello.", "customer: Hello."], set()),  # at its start any word has a capital
        (["agent: Hi Daryl.", "agent: So what happened, Daryl?"], {"daryl"}),
        (["agent: I spoke to Mr Jones."], set()),
        (["customer: I live in Leeds, yeah."], set()),
        (["customer: i am calling about my bill"], set()),
        (["agent: hi sandra thanks for calling"], {"sandra"}),
        (["agent: okay miguel before we finish"], {"miguel"}),
        (["agent: you can bring your son jake along"], set()),
        (["agent: jake can't breathe you say", "customer: yes jake is poorly"], set()),
        (["agent: hello grace how are you"], {"grace"}),
        (["agent: there is a period of grace"], set()),
        (["agent: will you hold please"], set()),
        (["customer: it's harriet"], {"harriet"}),
    ],
)
def test_the_customers_name_is_learnt(lines, customer):
    assert names(*lines).customer == customer


def test_the_agents_own_name_is_not_the_customers():
    learnt = names("agent: my name is robert", "customer: hello robert my name is mary")
    assert learnt.customer == {"mary"}
    assert learnt.agent == {"robert"}


def test_a_name_that_is_given_counts():
    assert names("agent: hello", given="Ada Lovelace").customer == {"ada", "lovelace"}


@pytest.mark.parametrize(
    ("name", "token", "alike"),
    [
        ("harris", "haris", True),
        ("stephen", "steven", True),
        ("jeffrey", "geoffrey", True),
        ("harris", "horse", False),
        ("lee", "leeds", False),
        ("ann", "and", False),
        ("harris", "h", False),
        ("sandra", "sandras", False),
    ],
)
def test_names_match_by_sound(name, token, alike):
    assert sounds_like(name, token) is alike


def test_whom_the_customer_greets_is_the_agent():
    assert names("agent: good morning robert speaking", "customer: hi robert").agent == {"robert"}


def test_a_name_is_not_listed_both_as_a_name_and_as_a_word():
    alone, words = given_names()
    assert not alone & words
    assert len(alone) > 500
    assert {"will", "mark", "grace", "may", "bill", "pat", "rob", "frank"} <= words
