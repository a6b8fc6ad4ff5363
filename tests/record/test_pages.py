"""The evidence record as pages, looked at: the Word document in a word processor, and the PDF."""

from __future__ import annotations

import io

import docx
import pytest

from observe.record import content, export, layout
from tests.record.conftest import Pages, case_of, squeezed

pytestmark = pytest.mark.timeout(600)
#: The narrowest white at the sides and at head and foot, in millimetres.
SIDE_MM, HEAD_MM = 17.0, 7.0
LONG = "I am sorry about that, and I will put it right before Friday. " * 160
MARKED_UP = "<b>&amp;</b> *x* _y_ #panic() $x$ \\ @a <!-- ]]> {{x}} `code`"
HOSTILE = {
    "an unbroken quote": case_of(["a" * 10_000]),
    "a long quote": case_of([LONG]),
    "mark-up": case_of(
        ["<b>&amp;</b> *x* _y_ #panic() $x$ \\ @a <!-- ]]> {{x}} `code`"], comment="= no heading"
    ),
    "turned and unseen": case_of(["left \u202eright\u202c \u200f\u200e and \u0000\u0007\u001b\uffff back"]),
    "scripts": case_of(["Łukasz Zoë 李明 한국 日本 مرحبا שלום नमस्ते ใจ 😀 ✓"]),
    "a title as long as titles get": case_of(["sorry"], unit="A unit " + "with a long title " * 21),
    "no words at all": case_of([], turns=[], sign=False),
    "two hundred points": case_of(["sorry"] * 200, points=200),
    "a character that no font has": case_of(["\U0001f9ff \ue000 \U000e0041"]),
}


def body(case):
    """Every piece of text that the record lays out, without white space."""
    for block in layout.blocks(content.make(*case.parts)):
        if isinstance(block, layout.Table):
            yield from (squeezed(text) for row in (block.header, *block.rows) for text in row)
        elif isinstance(block, layout.Paragraph):
            yield from (squeezed(block.label), squeezed(block.text))
        else:
            yield squeezed(block.text)


@pytest.fixture(scope="module")
def both(cases, shown):
    """Each sample's record as pages, by Word document and by PDF."""
    names = list(cases)
    word = shown(*(export(*cases[name].parts, "docx") for name in names))
    return {
        (name, kind): pages
        for name, opened in zip(names, word, strict=True)
        for kind, pages in (("docx", opened), ("pdf", Pages(export(*cases[name].parts, "pdf"))))
    }


EACH = pytest.mark.parametrize("kind", ["docx", "pdf"])
CALLS = pytest.mark.parametrize("name", ["signed", "draft"])


@EACH
@CALLS
def test_everything_the_record_says_is_on_its_pages(both, cases, name, kind):
    whole = both[name, kind].whole
    missing = [text for text in body(cases[name]) if text not in whole]
    # What runs over to the next page has that page's header in between.
    assert [text for text in missing if text[:20] not in whole or text[-20:] not in whole] == []
    assert len(missing) <= len(both[name, kind])


@EACH
def test_every_page_of_an_unsigned_record_says_that_it_is_a_draft(both, kind):
    pages = both["draft", kind]
    for number in range(len(pages)):
        assert layout.DRAFT in pages.text(number)
        assert squeezed(layout.DRAFT_LINE) in pages.text(number)


@EACH
def test_no_page_of_a_signed_record_says_that_it_is_a_draft(both, kind):
    pages = both["signed", kind]
    assert not [number for number in range(len(pages)) if layout.DRAFT in pages.text(number)]


@EACH
@CALLS
def test_nothing_runs_off_a_page_and_every_page_is_numbered(both, name, kind):
    pages = both[name, kind]
    for number in range(len(pages)):
        left, top, right, bottom = pages.ink(number)
        assert min(left, right) > SIDE_MM
        assert min(top, bottom) > HEAD_MM
        assert f"Page{number + 1}of{len(pages)}" in pages.text(number)


@EACH
@CALLS
def test_a_record_of_five_points_takes_three_to_six_pages(both, name, kind):
    assert 3 <= len(both[name, kind]) <= 6


@CALLS
def test_word_document_and_pdf_say_the_same(cases, name):
    data = export(*cases[name].parts, "docx")
    said = [text for text in document_texts(docx.Document(io.BytesIO(data))) if text]
    record = content.make(*cases[name].parts)
    assert said == [
        squeezed(layout.TITLE),
        squeezed(record.unit),
        *(text for text in joined(cases[name]) if text),
    ]


def joined(case):
    """The texts as the Word document's paragraphs and cells have them: label and words in one."""
    for block in layout.blocks(content.make(*case.parts)):
        if isinstance(block, layout.Table):
            yield from (squeezed(text) for row in (block.header, *block.rows) for text in row)
        elif isinstance(block, layout.Paragraph) and block.label:
            yield squeezed(f"{block.label}: {block.text}")
        else:
            yield squeezed(block.text)


def document_texts(document):
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (squeezed(cell.text) for row in part.rows for cell in row.cells)
        else:
            yield squeezed(part.text)


@pytest.fixture(scope="module")
def odd(shown):
    """Records of odd calls, as pages, by Word document and by PDF."""
    word = shown(*(export(*case.parts, "docx") for case in HOSTILE.values()))
    return {
        (name, kind): pages
        for (name, case), opened in zip(HOSTILE.items(), word, strict=True)
        for kind, pages in (("docx", opened), ("pdf", Pages(export(*case.parts, "pdf"))))
    }


@EACH
@pytest.mark.parametrize("name", HOSTILE)
def test_odd_calls_stay_within_the_page_too(odd, name, kind):
    pages = odd[name, kind]
    for number in range(len(pages)):
        left, top, right, bottom = pages.ink(number)
        assert min(left, right) > SIDE_MM, f"page {number + 1}"
        assert min(top, bottom) > HEAD_MM, f"page {number + 1}"


@EACH
def test_a_quote_of_ten_thousand_letters_is_there_to_the_last(odd, kind):
    assert odd["an unbroken quote", kind].whole.count("a") >= 10_000
    assert odd["a long quote", kind].whole.count("beforeFriday") >= 155  # a few are cut by page ends


@EACH
def test_mark_up_is_shown_as_it_was_said(odd, kind):
    whole = odd["mark-up", kind].whole
    assert squeezed(f"“{MARKED_UP}”") in whole
    assert "=noheading" in whole
    assert "=noheading" not in [squeezed(mark) for mark in odd["mark-up", kind].bookmarks]


@EACH
def test_what_cannot_be_shown_is_left_out_and_the_rest_is_kept(odd, kind):
    assert squeezed("left right") in odd["turned and unseen", kind].whole
    assert "andback" in odd["turned and unseen", kind].whole.replace("\u200f", "").replace("\u200e", "")


@EACH
def test_a_table_over_several_pages_repeats_its_header_row(odd, kind):
    pages = odd["two hundred points", kind]
    header = squeezed("Point What is looked for Decision Evidence at")
    last = next(n for n in range(len(pages)) if squeezed("Point by point") in pages.text(n))
    assert last >= 3
    assert all(header in pages.text(number) for number in range(1, last))
    assert len(pages) < 80


@EACH
def test_a_call_without_words_makes_a_draft_that_says_so(odd, kind):
    assert squeezed("No words of this call are taken as evidence.") in odd["no words at all", kind].whole


def test_names_in_any_script_are_letters_in_the_pdf(odd):
    whole = odd["scripts", "pdf"].whole
    for word in ("Łukasz", "Zoë", "李明", "한국", "日本"):
        assert word in whole
