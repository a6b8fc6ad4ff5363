"""Adding a whole folder: what is to happen with each file is said first, and one bad file stops no other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from observe.observation import Consent
from observe.services.adding import Upload, here, refusal
from observe.services.folder_plan import Fate, Offered, Step, kind_of, once, plan, summary, with_fate
from observe.ui.widgets.call_details import about_calls, add_all, consent_given
from observe.ui.widgets.visit import store, today, visit
from observe.ui.words.addresses import LARGEST_UPLOAD_MB
from observe.ui.words.common import as_markdown_text

#: Lines of each table; beyond that the count says enough.
MOST = 200
EXPLAINED = """
A recording with a consent record of its own beside it (`call.consent.toml` beside `call.wav`) is added under
that one. For all the others, say here how both people agreed; without it they are left out, and nothing of them
is kept.
"""
HEADS: dict[Fate, str] = {
    "left_out": "Left out",
    "add": "To add",
    "used": "Consent records",
    "passed_over": "Passed over",
}


def take_in() -> None:
    """The consent for recordings without their own, the folder, and the list of what happens with each file."""
    st.header("1. Consent", anchor=False)
    st.markdown(EXPLAINED)
    with st.expander("Consent for recordings without a record of their own", expanded=True):
        given = consent_given()
    st.header("2. The folder", anchor=False)
    files = st.file_uploader(
        "A folder of recordings",
        accept_multiple_files="directory",
        key=f"folder-{visit().uploads}",
        max_upload_size=LARGEST_UPLOAD_MB,
        help="Its folders are looked through as well. Nothing is kept before you say so.",
    )
    if not files:
        st.caption(
            "Choose a folder; then you see what would happen with each of its files. It is held in memory "
            "until it is added, so choose no more than about 1 GB at a time."
        )
        return
    offered = once([_offered(file) for file in files])
    if offered is None:
        st.error(
            "Two files of the same place and name, and not the same content, were chosen. "
            "Clear the list above, and choose one folder at a time.",
            icon=":material/error:",
        )
        return
    st.header("3. About the calls", anchor=False)
    options = about_calls(named=False)
    st.header("4. What happens with each file", anchor=False)
    steps = _planned(offered, given)
    _list(steps)
    adding = with_fate(steps, "add")
    number = len(adding)
    label = "Add and analyse" if not number else f"Add and analyse {number} call{'s' * (number > 1)}"
    if st.button(label, type="primary", disabled=not adding, key="add-folder"):
        contents = {file.name: file for file in files}
        uploads = [Upload(one.path, contents[one.path], one.consent) for one in adding if one.consent]
        visit().sums.clear()
        add_all(uploads, options)


def _offered(file: UploadedFile) -> Offered:
    kind = kind_of(file.name)
    if kind == "record":
        return Offered(file.name, file.size, content=file.getvalue())
    return Offered(file.name, file.size, _sum(file) if kind == "recording" else "")


def _sum(file: UploadedFile) -> str:
    """The sum of a recording's bytes, made once, as the page runs anew with everything that is chosen on it."""
    sums = visit().sums
    if file.file_id not in sums:
        sums[file.file_id] = hashlib.sha256(file.getbuffer()).hexdigest()
    return sums[file.file_id]


def _planned(offered: Sequence[Offered], given: Consent | None) -> tuple[Step, ...]:
    return plan(
        offered,
        given,
        today(),
        here=here(store()),
        refusal=partial(refusal, store()),
    )


def _list(steps: Sequence[Step]) -> None:
    """How many files there are of each fate, and which; recordings that are left out are open to be seen."""
    st.markdown(summary(steps))
    for fate, head in HEADS.items():
        own = with_fate(steps, fate)
        if not own:
            continue
        with st.expander(f"{head} ({len(own)})", expanded=fate in ("left_out", "add")):
            st.table(
                [
                    {
                        "File": as_markdown_text(one.path, longest=120),
                        "Why": as_markdown_text(one.why[:1].upper() + one.why[1:]) + ".",
                    }
                    for one in own[:MOST]
                ]
            )
            if len(own) > MOST:
                st.caption(f"And {len(own) - MOST} more.")
