"""The letters of the evidence record: whole, licensed, and enough for names in many scripts."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pypdfium2
import pytest

from observe import fonts
from observe.record import export

HERE, CJK = map(Path, fonts.folders())
README = (HERE / "README.md").read_text(encoding="utf-8")
NAMES = {
    "Latin": "Łukasz Zoë Nguyễn",
    "Greek and Cyrillic": "Ελένη Привет",
    "Chinese": "李明",
    "Japanese": "日本 さくら",
    "Korean": "한국",
    "Arabic": "محمد",
    "Hebrew": "שלום",
    "Devanagari": "नमस्ते",
    "Bengali": "আমি",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Gujarati": "ગુજરાતી",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Kannada": "ಕನ್ನಡ",
    "Malayalam": "മലയാളം",
    "Odia": "ଓଡ଼ିଆ",
    "Sinhala": "සිංහල",
    "Thai": "ใจ",
    "Lao": "ລາວ",
    "Khmer": "ខ្មែរ",
    "Burmese": "မြန်မာ",
    "Amharic": "አማርኛ",
    "Georgian": "ქართული",
    "Armenian": "Հայերեն",
    "signs": "😀 ✓ ⚀",
}


def sum_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_font_file_is_the_one_that_was_published():
    listed = dict(reversed(line.split("  ")) for line in (HERE / "sums.txt").read_text().splitlines())
    assert {path.name: sum_of(path) for path in HERE.glob("*.ttf")} == listed


def test_the_wheel_of_chinese_japanese_and_korean_holds_the_file_that_noto_published():
    (file,) = CJK.glob("*.ttc")
    assert sum_of(file) in README


def test_the_fonts_licence_lies_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (HERE / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_is_set_with_letters_of_its_own(case, script):
    """The standards refuse a character that no font has; without one the file keeps to them."""
    data = export(*case([NAMES[script]]).parts, "pdf")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    page = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert re.search(r"Words heard", page)
