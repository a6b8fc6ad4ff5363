"""Adding a call: consent first, then the recording, then what is known about it."""

from __future__ import annotations

import streamlit as st

from observe.audio.file import ENDINGS
from observe.observation import Basis, Consent
from observe.pipeline import Options
from observe.ui.adding import Refusal, add_files, add_kept, add_sample, samples, written
from observe.ui.pages import work
from observe.ui.pages.moving import REVIEW
from observe.ui.pages.moving import page as to
from observe.ui.shared import LARGEST_UPLOAD_MB
from observe.ui.state import store, visit
from observe.ui.views import BASES, as_markdown_text, shown_name

UPLOAD, KEPT, SAMPLE = "Upload recordings", "Recordings already here", "Sample calls"


def page() -> None:
    """Take recordings in; they become jobs, whose progress is shown below."""
    st.title("Add a call", anchor=False)
    source = st.segmented_control("Where is the call?", [UPLOAD, KEPT, SAMPLE], default=UPLOAD, key="source")
    {KEPT: _from_kept, SAMPLE: _from_samples}.get(source or UPLOAD, _from_upload)()
    jobs = work.shown()
    if jobs or visit().added:
        st.header("In work", anchor=False)
        work.panel()
        _ready(visit().added)


def _ready(added: list[int]) -> None:
    """The calls that this reader added and that can now be reviewed."""
    for number in added:
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
    consent = _consent()
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
    options = _options()
    missing = _missing(consent, bool(files))
    if st.button("Add and analyse", type="primary", disabled=bool(missing), key="add") and consent:
        uploads = [(file.name, file) for file in files]
        with st.spinner("Keeping the recordings…"), written(store().folder, uploads) as paths:
            outcome = add_files(store(), paths, consent, options)
        visit().uploads += 1
        _tell(outcome)
    if missing:
        st.caption(missing)


def _consent() -> Consent | None:
    basis: Basis | None = st.radio(
        "How did both people agree to this recording being used?",
        list(BASES),
        index=None,
        format_func=lambda basis: BASES[basis][0],
        captions=[explained for _, explained in BASES.values()],
        key="basis",
    )
    by = st.text_input(
        "Who took the consent down?",
        key="recorded_by",
        max_chars=120,
        placeholder="Your name",
        autocomplete="name",
    ).strip()
    if basis is None or not by:
        return None
    return Consent(basis, shown_name(by), store().now().isoformat(timespec="seconds"))


def _missing(consent: Consent | None, chosen: bool) -> str:
    if consent is None:
        return "First say how both people agreed, and who took it down. Without it nothing is read or kept."
    return "" if chosen else "Choose at least one recording."


def _options() -> Options:
    with st.expander("What is known about the call (optional)"):
        name = st.text_input("The customer's name", key="customer", max_chars=120).strip()
        speakers = st.selectbox("People on the call", ["2", "3", "4", "5", "Find out"], key="speakers")
        channel = st.selectbox(
            "On a stereo recording, the agent is on the", ["Find out", "Left", "Right"], key="channel"
        )
    return Options(
        speakers=None if speakers == "Find out" else int(speakers),
        customer_name=shown_name(name) or None,
        agent_channel={"Left": 0, "Right": 1}.get(channel),
    )


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
    options = _options()
    if st.button("Analyse again", type="primary", key="again"):
        _tell(add_kept(store(), chosen, options))


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
        _tell(add_sample(store(), chosen))


def _tell(outcome: tuple[list[int], list[Refusal]]) -> None:
    jobs, refusals = outcome
    visit().added.extend(jobs)
    for refusal in refusals:
        st.error(f"{as_markdown_text(refusal.file)}: {as_markdown_text(refusal.reason)}")
    if jobs:
        st.toast(f"{len(jobs)} call{'s' if len(jobs) > 1 else ''} added")
        if not refusals:
            st.rerun()
