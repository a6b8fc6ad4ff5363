"""Futures that promise nothing: what somebody said would be done, and what is done as a rule."""

from __future__ import annotations

from observe.text import Phrases

NO_PROMISE = Phrases(
    """
    # what somebody said would be done
    (said|say|promised|claimed|claims|says|reckons|thought) (that)? (i|we|they|he|she|it|you|somebody|\
        someone) (will|shall|am going to|are going to|is going to)
    (told|assured|promised) (me|us|you|him|her|them) (that)? (i|we|they|he|she|it|you|somebody|someone) (will|\
        shall|am going to|are going to|is going to)
    # what is usual
    (will|shall) {often} _
    {often} (we|i|they|he|she|it|you|the _|the _ _|our _|our _ _|a _|an _|somebody|someone) (will|is going to)
    (as a rule|in general|most of the time|in most cases|most people|most customers) (we|i|they|he|she|it|you|\
        the _)? (will|is going to)
    """,
    often="(usually|normally|generally|typically|often|sometimes|always|never|rarely|seldom|ordinarily|mostly)",
)
