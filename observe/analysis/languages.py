"""What a person is told of a call's language: nothing where it surely is English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe import cues
from observe.annotation import Turn
from observe.observation import ENGLISH
from observe.text.languages import name
from observe.transcribe import Transcription

#: The same everywhere: on the page, on the command line and in the document.
NOTHING_SUGGESTED = "Cues are for English, so none are looked for here and no outcome is suggested."
#: From this probability a language is named without "as far as can be told".
CLEAR = 0.8


def language_remarks(heard: Transcription, turns: Sequence[Turn]) -> Iterator[str]:
    """Sentences on the language of a call.

    Args:
        heard: of the track on which most was said.
        turns: of the whole call.
    """
    if heard.language != ENGLISH:
        doubt = "" if heard.language_probability >= CLEAR else ", as far as can be told"
        yield f"This call is not in English but in {name(heard.language)}{doubt}. {NOTHING_SUGGESTED}"
    elif not cues.in_english(turns):
        yield f"The words of this call do not read like English. {NOTHING_SUGGESTED}"
    elif not heard.sure:
        yield "The language could not be told for sure, so the call was written down as English."
