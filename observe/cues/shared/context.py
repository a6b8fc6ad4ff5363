"""What a detector is told of a call besides its turns."""

from __future__ import annotations

from dataclasses import dataclass

from observe.annotation import Role, Turn
from observe.cues.shared.weighing import Decision, Decisions, shipped
from observe.meaning import Judgements


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a call besides its words.

    Attributes:
        customer_name: given by the user or the account; None where only the call itself can tell.
        timed: the turns' times are real; False for plain text, where nothing may be read from them.
        roles_known: agent and customer are told apart; where False, cues are sought on every speaker's lines.
        judged: what the trained part makes of the call; None where the rules decide alone.
        decisions: how rules and trained part are weighed; None for those that come with this program.
    """

    customer_name: str | None = None
    timed: bool = True
    roles_known: bool = True
    judged: Judgements | None = None
    decisions: Decisions | None = None

    def heard_from(self, turn: Turn, role: Role) -> bool:
        """Whether a cue expected of ``role`` may be sought in this turn."""
        return turn.role == role or not self.roles_known

    def decision(self, name: str) -> Decision:
        """How a cue is decided where the call was judged for meaning."""
        return (self.decisions or shipped())[name]
