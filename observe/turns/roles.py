"""Who is the agent and who the customer: from what they say, or from the channel where that is known.

Each speaker's words are weighed for what agents say (a greeting with a company's name, an offer to help, asking
for details) and for what customers say (stating why they ring, what is wrong with *their* account). The reason
quotes the words that told, and a person can overrule it (``--agent-channel``, ``--agent-speaker``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from observe.annotation import Role, Turn
from observe.errors import UsageError
from observe.observation import RoleFound
from observe.text import Phrases, read

AGENT = Phrases("""
    (thank you|thanks) for (calling|ringing|holding|waiting|your patience)
    welcome to
    (how|what) (can|may|could) (i|we) (help|do for|assist)
    how can i be of (help|assistance|service)
    you are (through to|speaking (to|with))
    my name is ... how
    (can|could|may) i (just|please|also)? (take|have|get|ask for|confirm|check) (your|the|a)
    what is (your|the) (name|postcode|account|order|reference|surname|date)
    for security
    due to data protection
    (this|the|our|your) (call|calls) ... recorded
    bear with me
    let me (just|quickly)? (check|have a look|look|see|pull|find|bring|get)
    i can see (that|on|from|here|your|you)
    on your account
    i will (arrange|book|send|raise|credit|refund|transfer|put you|pass|email|text)
    put you (through|on hold)
    pop you on hold
    is there anything else
    anything else i can
    i (do|really|sincerely)? apologise
    sorry to hear
    what i (can|will) do
    (our|the) (system|systems|records|engineer|engineers|technician|technicians) (show|shows|say|says|can|will)
    we (have|offer|can|could|do) ... for you
    have a (lovely|good|nice|great) (day|evening|afternoon|weekend|rest)
""")

CUSTOMER = Phrases("""
    i (am|was)? (calling|ringing|phoning) (about|because|to|regarding|up|in)
    i (have|had)? (got|received|had) (a|my|this|your|another) (bill|letter|email|text|statement|parcel|problem)
    i have a (problem|question|complaint|issue|query)
    i (want|need|would like|was hoping|was wondering|wanted) (to|a|my|if)
    my (bill|account|order|broadband|internet|phone|parcel|delivery|package|card|payment|contract)
    my (car|router|boiler|son|daughter|husband|wife|mother|mum|father|dad|partner|neighbour|insurance)
    (is not|not|stopped|has not been) working
    i (have|had)? (ordered|bought|paid|been charged|been waiting|been trying|waited|rang|already)
    you (have|keep|charged|sent|told|promised|people|took|lot)
    how (much|long|do i|soon|come)
    can you (tell|help|send|check|explain|please)
    can i (speak|talk|pay|cancel|change|complain)
    do you (have|do|sell|offer)
    when (can|will|would) (i|you|it|my)
    not good enough
""")

#: Evidence counts with its logarithm: ten offers of help prove little more than three.
SCALE = 1.2
#: Of three and more, one who says less than this share of another's words is not the customer.
LEAST_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class _Evidence:
    agent: tuple[str, ...]
    customer: tuple[str, ...]

    @property
    def lean(self) -> float:
        """Above 0 towards the agent, below 0 towards the customer."""
        return math.log1p(len(self.agent)) - math.log1p(len(self.customer))


def find(turns: Sequence[Turn], *, agent_speaker: str | None = None) -> tuple[RoleFound, ...]:
    """Tell each speaker's role.

    Args:
        turns: of the whole call; their ``role`` is not looked at.
        agent_speaker: the agent's label, where a person has said so.

    Returns:
        One entry a speaker, in order of first appearance. With three or more speakers the most agent-like is
        the agent, and of the rest the one who speaks most like a customer is the customer, not who talks most,
        which a second agent may. Others are ``other``.

    Raises:
        UsageError: ``agent_speaker`` is nobody's label.
    """
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    if agent_speaker is not None and agent_speaker not in speakers:
        raise UsageError(
            f"found no speaker {agent_speaker!r} on this call; expected one of {', '.join(speakers) or 'none'}",
            "Look at the speakers in the observation document",
            stage="turns",
        )
    if not speakers:
        return ()
    words = {speaker: sum(len(t.words) for t in turns if t.speaker == speaker) for speaker in speakers}
    evidence = {speaker: _evidence(turns, speaker) for speaker in speakers}
    first = turns[0].speaker
    agent = agent_speaker or max(speakers, key=lambda s: (evidence[s].lean, s == first, words[s]))
    if len(speakers) == 1:
        agent = agent_speaker or (agent if evidence[agent].lean >= 0 else "")
    rest = [speaker for speaker in speakers if speaker != agent]
    enough = LEAST_SHARE * max((words[speaker] for speaker in rest), default=0)
    heard = [speaker for speaker in rest if words[speaker] >= enough]
    customer = max(heard, key=lambda s: (-evidence[s].lean, words[s]), default="")
    confidence = _confidence(evidence, agent, customer) if agent_speaker is None else 1.0
    return tuple(
        RoleFound(
            speaker=speaker,
            role=_role(speaker, agent, customer),
            confidence=confidence,
            because=_because(speaker, agent, customer, evidence[speaker], agent_speaker, first),
        )
        for speaker in speakers
    )


def by_channel(turns: Sequence[Turn], agent_channel: int) -> tuple[RoleFound, ...]:
    """Roles where each party has a channel and a person said which one is the agent's (0 left, 1 right)."""
    side = ("left", "right")[agent_channel]
    channels = {turn.speaker: turn.channel for turn in turns}
    return tuple(
        RoleFound(
            speaker=speaker,
            role="agent" if channel == agent_channel else "customer",
            confidence=1.0,
            because=f"You said that the agent is on the {side} channel.",
        )
        for speaker, channel in channels.items()
    )


def as_mapping(roles: Sequence[RoleFound]) -> Mapping[str, Role]:
    """Roles by speaker."""
    return {found.speaker: found.role for found in roles}


def _evidence(turns: Sequence[Turn], speaker: str) -> _Evidence:
    agent: list[str] = []
    customer: list[str] = []
    for turn in turns:
        if turn.speaker == speaker:
            text = read(turn)
            agent += [" ".join(text.between(span)) for span in AGENT.find(text)]
            customer += [" ".join(text.between(span)) for span in CUSTOMER.find(text)]
    return _Evidence(tuple(agent), tuple(customer))


def _confidence(evidence: Mapping[str, _Evidence], agent: str, customer: str) -> float:
    lead = (evidence[agent].lean if agent else 0.0) - (evidence[customer].lean if customer else 0.0)
    return round(1.0 / (1.0 + math.exp(-SCALE * max(0.0, lead))), 3)


def _role(speaker: str, agent: str, customer: str) -> Role:
    if speaker == agent:
        return "agent"
    return "customer" if speaker == customer else "other"


def _because(
    speaker: str, agent: str, customer: str, evidence: _Evidence, given: str | None, first: str
) -> str:
    if given is not None:
        return f"You said that {given} is the agent."
    told = evidence.agent if speaker == agent else evidence.customer
    if told:
        return "Says " + " and ".join(f"“{words}”" for words in dict.fromkeys(told[:2])) + "."
    if speaker == agent:
        return (
            "Answers the call."
            if speaker == first
            else "Says nothing that tells; the other party sounds like the customer."
        )
    if speaker == customer:
        return "The other party sounds like the agent."
    return "Says less than the two main speakers."
