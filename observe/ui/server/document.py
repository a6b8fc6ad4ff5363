"""The document that every page begins with: Streamlit's own, with the look of this app in it from the start."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from streamlit import file_util

#: The end of Streamlit's document: what stands there wins over the styles that its scripts put into the head.
_END = "</body>"


async def document(_request: Request) -> HTMLResponse:
    """Answers with the document, whatever the page; it is asked for again whenever a page is opened."""
    return HTMLResponse(_document(), headers={"Cache-Control": "no-cache"})


@cache
def _document() -> str:
    before, end, after = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8").rpartition(_END)
    look = Path(__file__).with_name("look.css").read_text("utf-8")
    return f"{before}<style>{look}</style>{end}{after}"
