"""Which language a party speaks: what is sure decides, what is not leaves it at what was expected."""

import pytest

from observe.transcribe.language import Evidence, Found, found, mixed

CASES = [
    ("clear English", [(20, {"en": 0.98, "cy": 0.01})], ("en", True)),
    ("clear Spanish", [(20, {"es": 0.95, "en": 0.02})], ("es", True)),
    ("distant English, half taken for Welsh", [(12, {"cy": 0.5, "en": 0.41})], ("en", False)),
    ("distant English, mostly taken for Welsh", [(20, {"cy": 0.65, "en": 0.3})], ("en", False)),
    (
        "not English, though which is not clear",
        [(20, {"es": 0.35, "th": 0.32, "ja": 0.11, "en": 0.01})],
        ("es", True),
    ),
    ("a word or two", [(1.2, {"th": 0.9, "en": 0.01})], ("en", False)),
    (
        "a prompt in Spanish before an English call",
        [(11, {"es": 0.8, "en": 0.1}), (60, {"en": 0.98})],
        ("en", True),
    ),
    ("nothing", [], ("en", False)),
]


@pytest.mark.parametrize(("case", "heard", "expected"), CASES, ids=[row[0] for row in CASES])
def test_what_is_sure_decides(case, heard, expected):
    told = found([Evidence(seconds, probabilities) for seconds, probabilities in heard])
    assert (told.code, told.sure) == expected


def test_what_another_party_speaks_is_expected_of_one_that_says_little():
    little = [Evidence(1.0, {"pt": 0.4, "es": 0.3})]
    assert found(little, "es") == Found("es", 0.3, sure=False)


def test_a_language_that_is_near_is_no_change():
    slovak = [Evidence(4.0, {"sk": 0.61, "cs": 0.31})]
    assert found(slovak, "cs").code == "cs"


def test_a_stretch_that_may_hold_two_languages_is_heard_more_closely():
    assert mixed(Evidence(26, {"es": 0.64, "en": 0.31}))
    assert not mixed(Evidence(26, {"en": 0.86, "cy": 0.12}))
    assert not mixed(Evidence(26, {"es": 0.35, "th": 0.32, "en": 0.01}))
