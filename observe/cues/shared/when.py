"""Times as people name them: "by Friday", "in three to five working days", "before five", "straight away"."""

from __future__ import annotations

from observe.text import Phrases, Span, Text
from observe.text.content import is_number

_HOURS = "|".join(["one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", *map(str, range(1, 13))])
_WRITTEN = [f"{hour}:{minute}" for hour in range(7, 20) for minute in ("00", "15", "30", "45")]
_HALVES = [f"{hour}{half}" for hour in range(1, 13) for half in ("am", "pm")]
_LISTS = {
    "count": """
        (a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|couple of|\
            a couple of|few|a few|another|half an|half a|twenty four|forty eight|seventy two|ten to fifteen)
        (1|2|3|4|5|6|7|8|9|10|12|14|15|20|21|24|28|30|45|48|60|72|90)
    """,
    "unit": """
        (working|business|more|full|calendar)? (second|seconds|minute|minutes|hour|hours|day|days|week|weeks|\
            month|months)
    """,
    "day": """
        (monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|tonight|christmas|easter)
        (the weekend|midday|midnight)
    """,
    "part": "(morning|afternoon|evening|lunchtime|night)",
    "clock": f"""
        (quarter|half|ten|five|twenty|twenty five) (past|to) ({_HOURS})
        ({_HOURS}) (fifteen|thirty|forty five|twenty|forty|fifty|ten)? (oclock|am|pm)?
        ({"|".join(_WRITTEN + _HALVES)})
        (noon|midday|lunchtime|close of play|close of business|teatime)
    """,
    "ordinal": """
        (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|\
            fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty first)
        (1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th|12th|13th|14th|15th|16th|17th|18th|19th|20th|21st|22nd|\
            23rd|24th|25th|26th|27th|28th|29th|30th|31st)
        twenty (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)
    """,
    "month": """
        (january|february|march|april|may|june|july|august|september|october|november|december)
    """,
}
#: A named time, or a limit of time: what "by when" asks for.
WHEN = Phrases(
    """
    (by|before|until|from|towards|at)? (the)? (end|start|beginning|middle) of (the|this|next|play|business|\
        today|the working|the business)? (day|week|month|year|shift|morning|afternoon|play|business)?
    (by|before|until|on|from|this|next|first thing|for|later|early|sometime|end of)? (on|this|next)? {day} \
        (week|{part}|the {ordinal})? ({part})? (at {clock})?
    (this|tomorrow|later this|early this|in the|by the|first thing in the|next|same) {part} (at {clock})?
    (by|on|before|for|from)? (this|next|later this|early next|later next|the following) (week|month|year|\
        working day|business day|day)
    (within|in|over|inside|no later than|no more than|after) (about|around|approximately|roughly|the next|the|\
        another|at most|up to|just)? {count} (to|or|and)? {count}? {unit} (time)?
    (at|by|before|around|after|between) (about|around|the latest)? {clock} (and {clock})? (in the {part}|this \
        {part}|{day})?
    (on|by|before|until|from) (the)? _ of {month}
    (on|by|before|until) {month} (the)? _
    (on|by|before|until) the {ordinal}
    (straight away|right away|immediately|shortly|right now|later on|later today)
    (in|for) (a|just a|one|a couple of) (moment|moments|second|seconds|minute|tick|bit|sec)
    (within the hour|in no time|first thing|next day|overnight)
    as soon as (i|we|they|it|he|she|that|your|the|you) _
    """,
    **_LISTS,
)
#: A bare length of time: named only after "takes", "allow" and the like.
HOW_LONG = Phrases(
    """
    (a|about|around|roughly|up to|approximately|only|at least|usually|normally|probably|just|between|maybe)? \
        {count} (to|or|and)? {count}? {unit}
    (overnight|the rest of the day)
    """,
    **_LISTS,
)
#: Times that do not outlast the call.
AT_ONCE = Phrases("""
    (now|straight away|right away|immediately|right now|while you (hold|wait)|on the line)
    (in|for) (a|just a|one|a couple of) (moment|moments|second|seconds|minute|minutes|tick|bit|sec)
""")


def time_named(text: Text, first: int, last: int, phrases: Phrases = WHEN) -> Span | None:
    """Where a time is named between two tokens, or None.

    Times one after another are one ("Tuesday the fourth between eight and one"); "as soon as" runs to the end;
    "by one of us" and "at five five five" name none.
    """
    found: Span | None = None
    for span in phrases.find(text):
        after = text.tokens[span.last] if span.last < len(text.tokens) else ""
        counted = is_number(text.tokens[span.last - 1]) and (after in _NOT_HOURS or _is_digits(after))
        if span.first < first or span.last > last or counted:
            continue
        if found is None:
            found = (
                Span(span.first, last) if text.tokens[span.first : span.first + 2] == ("as", "soon") else span
            )
        elif span.first - found.last <= 1:
            found = Span(found.first, span.last)
    return found


def _is_digits(token: str) -> bool:
    return bool(token) and token not in ".?!" and is_number(token)


_NOT_HOURS = frozenset("of percent pounds pound pence quid point per times people lines".split())
