"""What the figures are held beside: what was asked for, and how far people agree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """What one cue's F1 on one data set is to reach.

    Attributes:
        data: the data set.
        cue: the cue's name.
        least: F1 to reach at least.
        aim: F1 aimed at.
        people: F1 of one person's labels against another's; None where nobody has measured it.
    """

    data: str
    cue: str
    least: float
    aim: float
    people: float | None = None

    def reached(self, f1: float) -> str:
        """``aim``, ``at least`` or ``no``; figures are compared as they are printed."""
        shown = round(f1, 3)
        return "aim" if shown >= self.aim else "at least" if shown >= self.least else "no"


GOALS = (
    Goal("annomi", "paraphrase", 0.72, 0.80, people=0.753),
    Goal("annomi", "question", 0.91, 0.94, people=0.915),
    Goal("annomi", "customer_name", 0.93, 0.97),
    Goal("oasis", "apology", 0.86, 0.92),
    Goal("oasis", "next_step", 0.83, 0.90),
    Goal("oasis", "customer_name", 0.90, 0.96),
    Goal("oasis", "thanks", 0.98, 0.99),
    Goal("oasis", "question", 0.80, 0.88),
    Goal("oasis", "clarifying_question", 0.70, 0.85),
    Goal("oasis", "read_back", 0.60, 0.75),
    Goal("oasis", "paraphrase", 0.40, 0.55),
    Goal("maptask", "clarifying_question", 0.50, 0.65),
    Goal("mrda_rare", "apology", 0.95, 0.97),
    Goal("mrda_rare", "next_step", 0.80, 0.88),
    Goal("epitome", "empathy", 0.65, 0.75),
)
MOST_CALIBRATION_ERROR = 0.08
