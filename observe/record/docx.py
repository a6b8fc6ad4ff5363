"""The evidence record as a Word document, to edit and sign: real headings, tables and styles.

The same record gives the same bytes: times within the file are the record's own.
"""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from observe.record.layout import (
    DRAFT,
    DRAFT_LINE,
    TITLE,
    Block,
    Heading,
    Paragraph,
    Table,
    blocks,
    may_break,
    title,
)
from observe.record.parts import Record

FONT = "Arial"
LANGUAGE = "en-GB"
#: What a document's own property may hold, in characters.
LONGEST_PROPERTY = 255
MARGIN = Mm(20)
TEXT_WIDTH_MM = 170.0
EARLIEST = (1980, 1, 1, 0, 0, 0)
INK, QUIET, ALARM = RGBColor(0x1A, 0x1A, 0x2E), RGBColor(0x4A, 0x4A, 0x5A), RGBColor(0xA8, 0x1E, 0x1E)
SHADE, DRAFT_SHADE, RULE = "E8ECF2", "FBE9E7", "9AA3B2"


def dumps(record: Record) -> bytes:
    """The document, as the bytes of a ``.docx`` file."""
    document = docx.Document()
    _prepare(document, record)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(record.unit, style="Subtitle")
    for block in blocks(record):
        _add(document, block)
    whole = io.BytesIO()
    document.save(whole)
    return _with_fixed_times(whole.getvalue())


def _prepare(document: Document, record: Record) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(26), Mm(20)
    section.header_distance = section.footer_distance = Mm(9)
    _styles(document)
    core = document.core_properties
    core.title, core.language = title(record)[:LONGEST_PROPERTY], LANGUAGE
    core.subject = record.unit[:LONGEST_PROPERTY]
    core.author = record.assessor[:LONGEST_PROPERTY] or "observe"
    core.last_modified_by, core.comments, core.keywords = core.author, "", ""
    core.created = core.modified = record.stamp.astimezone(UTC).replace(microsecond=0)
    core.revision = 1
    header = section.header.paragraphs[0]
    if record.draft:
        _draft_band(header)
    else:
        header.style = document.styles["Header"]
        _line_up(header.add_run(f"{TITLE}: {record.unit}"), QUIET)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line_up(footer.add_run("Page "), QUIET)
    _field(footer, "PAGE")
    _line_up(footer.add_run(" of "), QUIET)
    _field(footer, "NUMPAGES")


def _draft_band(header: WordParagraph) -> None:
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    big = header.add_run(DRAFT)
    big.bold, big.font.size, big.font.color.rgb = True, Pt(20), ALARM
    apart: Any = OxmlElement("w:spacing")
    apart.set(qn("w:val"), "160")  # in twentieths of a point between letters
    big._r.get_or_add_rPr().insert_element_before(apart, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    header.add_run().add_break()
    small = header.add_run(DRAFT_LINE)
    small.font.size, small.font.color.rgb = Pt(9), ALARM
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), DRAFT_SHADE)
    properties: Any = header._p.get_or_add_pPr()
    properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _styles(document: Document) -> None:
    styles: Any = document.styles
    looks = {
        "Normal": (10, False, INK, 0, 4),
        "Title": (22, True, INK, 0, 2),
        "Subtitle": (13, False, QUIET, 0, 8),
        "Heading 1": (14, True, INK, 14, 4),
        "Heading 2": (11, True, INK, 12, 3),
        "Header": (9, False, QUIET, 0, 0),
        "Footer": (9, False, QUIET, 0, 0),
    }
    for name, (size, bold, colour, before, after) in looks.items():
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.italic, style.font.color.rgb = False, colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{kind}"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(text, level, fresh):
            document.add_heading(text, level).paragraph_format.page_break_before = fresh or None
        case Paragraph():
            _add_paragraph(document, block)
        case Table():
            _add_table(document, block)


def _add_paragraph(document: Document, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    runs = [paragraph.add_run(f"{block.label}: ")] if block.label else []
    if runs:
        runs[0].bold = True
    runs.append(paragraph.add_run(block.text))
    if block.tone == "quiet":
        for run in runs:
            _line_up(run, QUIET)
    if block.tone == "notice":
        runs[-1].bold = True


def _add_table(document: Document, block: Table) -> None:
    table: Any = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
    table.autofit = False
    _describe(table, block)
    widths = [Mm(TEXT_WIDTH_MM * share) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, texts in enumerate((block.header, *block.rows)):
        row = table.add_row()
        if place == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        elif block.tall:
            row.height, row.height_rule = Mm(14), WD_ROW_HEIGHT_RULE.AT_LEAST
        if not may_break(texts):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for number, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            run.bold = True if place == 0 or (block.named and number == 0) else None
            if place == 0 or (block.tall and place < len(block.rows)):
                paragraph.paragraph_format.keep_with_next = True  # room to sign is all on one page
            if place == 0:
                _shade(cell)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _describe(table: Any, block: Table) -> None:
    """Borders, and words for a reader who cannot see the table."""
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")  # so that the lines, and not the words, stand on the margin
    indent.set(qn("w:w"), "108")
    indent.set(qn("w:type"), "dxa")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    for part in (indent, borders):
        properties.insert_element_before(part, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), block.about)
    properties.append(caption)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _line_up(run: Any, colour: RGBColor) -> None:
    run.font.size, run.font.color.rgb = Pt(9), colour


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """A number that Word counts."""
    for kind, text in (("begin", None), (None, instruction), ("separate", None), ("value", "1"), ("end", None)):
        run: Any = paragraph.add_run()
        _line_up(run, QUIET)
        if kind is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)
        elif kind == "value":
            run.text = text
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _with_fixed_times(data: bytes) -> bytes:
    """The same package, without the time at which its parts were written."""
    whole = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as parts, ZipFile(whole, "w", ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            fixed.writestr(ZipInfo(part.filename, EARLIEST), parts.read(part), ZIP_DEFLATED)
    return whole.getvalue()
