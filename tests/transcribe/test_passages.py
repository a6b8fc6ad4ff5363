"""A piece that holds two languages is taken apart at its pauses; one that does not costs nothing more."""

from observe.annotation import Interval
from observe.transcribe.language import Evidence
from observe.transcribe.passages import in_languages, passages
from observe.transcribe.pieces import Piece
from observe.transcribe.voice import Utterance

SPANISH, ENGLISH = {"es": 0.85, "en": 0.05}, {"en": 0.98}


def piece(*times):
    return Piece(tuple(Utterance(Interval(*time), Interval(*time)) for time in times))


PROMPT_AND_GREETING = piece((0, 4), (4.3, 8), (10, 14), (15, 20))


def test_passages_part_at_longer_pauses():
    parts = list(passages(PROMPT_AND_GREETING))
    assert [(part.start, part.end) for part in parts] == [(0, 8), (10, 14), (15, 20)]


def test_a_prompt_in_another_language_is_told_from_the_greeting_after_it():
    def listen(parts):
        return [Evidence(part.duration, SPANISH if part.start < 9 else ENGLISH) for part in parts]

    mixed = Evidence(17.7, {"es": 0.64, "en": 0.31})
    spoken = list(in_languages([PROMPT_AND_GREETING], [mixed], "en", "en", listen))
    assert [(one.code, one.piece.start, one.piece.end) for one in spoken] == [("es", 0, 8), ("en", 10, 20)]
    assert sum(len(one.evidence) for one in spoken) == 3


def test_a_piece_in_its_partys_language_is_not_heard_twice():
    def listen(parts):
        raise AssertionError("asked again")

    (one,) = in_languages([PROMPT_AND_GREETING], [Evidence(17.7, ENGLISH)], "en", "en", listen)
    assert (one.piece, one.code) == (PROMPT_AND_GREETING, "en")


def test_a_piece_of_one_passage_is_judged_by_what_was_heard_of_it():
    def listen(parts):
        raise AssertionError("asked again")

    (one,) = in_languages([piece((0, 8))], [Evidence(8, SPANISH)], "en", "en", listen)
    assert one.code == "es"


def test_a_piece_in_a_language_that_is_not_clear_stays_whole_where_english_is_ruled_out():
    def listen(parts):
        raise AssertionError("asked again")

    unclear = Evidence(17.7, {"es": 0.35, "th": 0.32, "en": 0.01})
    (one,) = in_languages([PROMPT_AND_GREETING], [unclear], "es", "en", listen)
    assert (one.piece, one.code) == (PROMPT_AND_GREETING, "es")
