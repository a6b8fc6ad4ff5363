"""Words as detectors read them: normalised, split into clauses, matched against readable word lists.

Everything found in a ``Text`` maps back to the words of the turn, so a cue can quote them exactly.
"""

from observe.text.normalise import Span, Text, read, tokens
from observe.text.phrases import Phrases

__all__ = ["Phrases", "Span", "Text", "read", "tokens"]
