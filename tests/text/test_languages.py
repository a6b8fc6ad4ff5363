"""English is told from other languages by its small words: whole calls surely, single lines where they tell."""

import pytest

from observe.text.languages import english, name

ENGLISH = [
    "I do apologise for the delay. Could you tell me which payment you mean?",
    "um dundee from um dundee to dundee please",
    "Can I take the postcode? S W one A, one A A.",
    "My name is Dariusz Wójcik and I live in Łódź Street.",
    "So you'd like the café au lait machine, is that right?",
    "no no no that is not what i said at all",
]
OTHERS = [
    ("Swedish", "Hej, jag ringer om min räkning, den är alldeles för hög den här månaden."),
    ("Italian", "Buongiorno, vorrei sapere perché la mia bolletta è così alta questo mese."),
    ("Polish", "Dzień dobry, dzwonię w sprawie mojego rachunku, nie jest prawidłowy."),
    ("Portuguese", "Bom dia, a minha fatura está errada e não consigo falar com ninguém."),
    ("Turkish", "Merhaba, faturam için arıyorum, bu ay çok yüksek geldi."),
    ("Romanian", "Bună ziua, factura mea este greșită și nu știu ce să fac."),
    (
        "Dutch with words that are English too",
        "Sorry, dat is niet goed. We will kijken wat er is. Is er nog iets?",
    ),
    ("Urdu", "السلام علیکم، میرا بل غلط ہے، کیا آپ میری مدد کر سکتے ہیں؟"),
    ("Hindi in Latin letters", "Namaste, mera bill bahut zyada hai, kya aap meri madad kar sakte hain?"),
    ("Chinese", "你好，我的 账单 有 问题，请 帮我 看一下。"),
    ("Welsh", "Bore da, mae fy mil yn anghywir ac rydw i eisiau siarad gyda rhywun."),
]


@pytest.mark.parametrize("line", ENGLISH)
def test_english_is_english(line):
    assert english([line])


@pytest.mark.parametrize(("language", "line"), OTHERS, ids=[row[0] for row in OTHERS])
def test_other_languages_are_not(language, line):
    assert not english([line])


def test_a_word_or_two_tell_nothing():
    assert english(["Sí."])
    assert english(["Sorry?"])
    assert not english(["Merci."], otherwise=False)


def test_a_language_that_is_not_listed_is_told_by_what_it_lacks():
    basque = (
        "egun on nire faktura oker dago eta inork ez dit erantzuten telefonoz hiru aldiz deitu dut gaur goizean"
    )
    assert not english([basque, "mesedez lagundu"])


def test_a_few_foreign_words_make_no_foreign_call():
    assert english(
        ["Gracias por llamar.", "Good morning, how can I help you today?", "I have been charged twice."]
    )


def test_languages_have_names():
    assert name("es") == "Spanish"
    assert name("haw") == "the language with the code haw"
