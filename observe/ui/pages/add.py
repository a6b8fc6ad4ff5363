"""Adding a call: consent first, then the recording, then what is known about it."""

from __future__ import annotations

import streamlit as st

from observe.audio.file import ENDINGS
from observe.observation import Consent
from observe.services.adding import Upload, add_kept, add_sample, samples
from observe.ui.widgets import folder
from observe.ui.widgets import jobs as work
from observe.ui.widgets.call_details import MISSING, about_calls, add_all, consent_given, tell
from observe.ui.widgets.navigation import REVIEW
from observe.ui.widgets.navigation import page as to
from observe.ui.widgets.visit import store, visit
from observe.ui.words.addresses import LARGEST_UPLOAD_MB
from observe.ui.words.common import BASES, as_markdown_text, shown_name

UPLOAD, FOLDER = "Upload recordings", "A whole folder"
KEPT, SAMPLE = "Recordings already here", "Sample calls"


def page() -> None:
    """Take recordings in; they become jobs, whose progress is shown below."""
    st.title("Add a call", anchor=False)
    source = st.segmented_control(
        "Where is the call?", [UPLOAD, FOLDER, KEPT, SAMPLE], default=UPLOAD, key="source"
    )
    {FOLDER: folder.take_in, KEPT: _from_kept, SAMPLE: _from_samples}.get(source or UPLOAD, _from_upload)()
    running = work.shown()
    if running or visit().added:
        st.header("In work", anchor=False)
        work.panel()
        _ready(visit().added)


def _ready(added: list[int]) -> None:
    """The calls that this reader added last and that can now be reviewed."""
    for number in added[-work.MOST :]:
        job = store().jobs.get(number)
        if job.state == "done" and job.observation is not None:
            with st.container(border=True, key=f"ready-{number}"):
                left, right = st.columns([5, 1], vertical_alignment="center")
                left.markdown(f"✓ **{as_markdown_text(job.file)}** is ready")
                right.page_link(
                    to(REVIEW), label="Review", query_params={"call": str(job.observation)}, width="stretch"
                )


def _from_upload() -> None:
    st.header("1. Consent", anchor=False)
    consent = consent_given()
    st.header("2. The recording", anchor=False)
    files = st.file_uploader(
        "Recordings of one call each",
        type=ENDINGS,
        accept_multiple_files=True,
        key=f"files-{visit().uploads}",
        max_upload_size=LARGEST_UPLOAD_MB,
        disabled=consent is None,
        help=None if consent else "Answer the two questions on consent first.",
    )
    st.header("3. About the call", anchor=False)
    options = about_calls()
    missing = _missing(consent, bool(files))
    if st.button("Add and analyse", type="primary", disabled=bool(missing), key="add") and consent:
        add_all([Upload(file.name, file, consent) for file in files], options)
    if missing:
        st.caption(missing)


def _missing(consent: Consent | None, chosen: bool) -> str:
    if consent is None:
        return MISSING
    return "" if chosen else "Choose at least one recording."


def _from_kept() -> None:
    kept = {row.sha256: row for row in store().observations.list()}
    if not kept:
        st.info("No recordings are kept here yet. Upload one, or try a sample call.")
        return
    st.write("Analyse a recording again, for instance with the customer's name. The earlier result is kept.")
    chosen = st.selectbox(
        "Recording", list(kept), format_func=lambda sha256: shown_name(kept[sha256].file), key="kept"
    )
    given = store().recordings.get(chosen).consent
    st.caption(
        f"Consent on record: {BASES[given.basis][0]}; taken down by {as_markdown_text(given.recorded_by)}."
    )
    options = about_calls()
    if st.button("Analyse again", type="primary", key="again"):
        tell(add_kept(store(), chosen, options))


def _from_samples() -> None:
    found = samples()
    if not found:
        st.info("The sample calls come with the program's source, and are not beside this copy of it.")
        return
    st.write(
        "Invented calls, spoken by synthetic voices, to try observe with. Each comes with its consent record."
    )
    chosen = st.selectbox(
        "Sample call", found, format_func=lambda path: path.stem.replace("_", " "), key="sample"
    )
    if st.button("Add and analyse", type="primary", key="add-sample"):
        tell(add_sample(store(), chosen))
