"""A learner's portfolio for one unit: points by calls, what is there, what is missing, what to record next."""

from __future__ import annotations

from observe.portfolio.authentic import Proof, proofs
from observe.portfolio.gaps import Gap, next_calls
from observe.portfolio.matrix import Cell, Column, Portfolio, Row, Rules, portfolio_of

__all__ = [
    "Cell",
    "Column",
    "Gap",
    "Portfolio",
    "Proof",
    "Row",
    "Rules",
    "next_calls",
    "portfolio_of",
    "proofs",
]
