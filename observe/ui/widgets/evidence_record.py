"""The evidence record of an assessment, offered as files; each is made when somebody asks for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from observe import record
from observe.assessment import Standing
from observe.assessment.people import key_of
from observe.record import RecordFormat
from observe.ui.widgets.desk import Desk
from observe.ui.widgets.visit import store
from observe.ui.words.assessment import undecided
from observe.ui.words.common import shown_name

LABELS: dict[RecordFormat, tuple[str, str]] = {
    "docx": (
        "To edit and sign (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": ("To read and print (PDF)", "application/pdf"),
    "csv": ("Points and moments (CSV)", "text/csv"),
    "json": ("Points and moments (JSON)", "application/json"),
    "zip": ("Everything, with clips (ZIP)", "application/zip"),
}


def evidence_record(desk: Desk, standing: Standing) -> None:
    """The files, once this person may see all that they hold; unsigned ones are marked as drafts."""
    assessor = _whose(desk, standing)
    if assessor is None:
        return
    with st.expander("Evidence record"):
        if assessor not in standing.signatures:
            st.caption("Not signed yet: every page is marked as a draft.")
        stem = Path(shown_name(desk.observation.recording.file)).stem or "call"
        with st.container(horizontal=True):
            for kind, (label, media_type) in LABELS.items():
                st.download_button(
                    label,
                    partial(made, desk, assessor, kind),
                    f"{stem}.{desk.scheme.id}.{kind}",
                    media_type,
                    key=desk.key("record", kind),
                    on_click="ignore",
                )
        st.caption("A ZIP with clips takes a moment: the names heard in them are silenced.")


def _whose(desk: Desk, standing: Standing) -> str | None:
    """Whose decisions the record is to hold for this person; None where they may not see it yet."""
    person = desk.person
    if person.duty == "assessor":
        if undecided(person, standing):
            return None
        return person.key
    if person.duty == "learner":
        return standing.lead if standing.lead in standing.signatures else None
    return standing.lead


def made(desk: Desk, assessor: str, kind: RecordFormat) -> bytes:
    """The record of one assessor's decisions as a file of that kind.

    Args:
        desk: of the person who asks for it.
        assessor: key of the one whose decisions it holds.
        kind: of file.

    Raises:
        ConsentInvalid: consent was withdrawn or has run out.
        UsageError: that assessor has no part in the assessment.
        AudioUnreadable: the recording cannot be decoded, for the clips.
    """
    standing = desk.standing()
    name = next(
        (entry.by.name for entry in standing.history if entry.by.key == assessor),
        standing.opening.assessor
        if standing.opening and key_of(standing.opening.assessor) == assessor
        else None,
    )
    # Consent is asked for at this very moment: it may have been withdrawn since the page was opened.
    store().recordings.consent(desk.subject.sha256)
    audio = store().recordings.get(desk.subject.sha256).path if kind == "zip" else None
    return record.export(desk.observation, desk.scheme, standing, kind, assessor=name, audio=audio)
