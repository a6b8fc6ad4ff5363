"""Every fault that observe reports, under one root.

A message says what was found and what was expected; ``hint`` says what to do next. ``stage`` names the part
of the pipeline it came from, so that a batch can report one bad recording and go on.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Literal

Stage = Literal[
    "consent",
    "weights",
    "decode",
    "transcribe",
    "diarise",
    "turns",
    "cues",
    "marking",
    "store",
    "export",
    "usage",
]


class ObserveError(Exception):
    """Root of all faults.

    Attributes:
        message: what was found, and what was expected.
        hint: what to do next.
        stage: the part of the pipeline it came from.
    """

    stage: Stage = "usage"

    def __init__(self, message: str, hint: str = "", *, stage: Stage | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if stage is not None:
            self.stage = stage

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class UsageError(ObserveError, ValueError):
    """The command or call was made with words that do not fit."""


class NotAllowed(ObserveError, PermissionError):
    """This person may not do that, or something else has to come first."""


class ChangedMeanwhile(ObserveError):
    """Someone else changed the same thing since it was read; nothing of either's work is lost."""

    stage: Stage = "store"


class InvalidInterval(ObserveError, ValueError):
    """Times that no recording can have."""

    stage: Stage = "turns"


class ConsentMissing(ObserveError, PermissionError):
    """No basis for processing this recording was given; nothing of it has been read."""

    stage: Stage = "consent"


class ConsentInvalid(ConsentMissing, ValueError):
    """A consent record was given but cannot be relied on."""


class AudioUnreadable(ObserveError, ValueError):
    """The file cannot be decoded as audio."""

    stage: Stage = "decode"


class NoSpeech(ObserveError, ValueError):
    """The audio decodes but nobody speaks in it."""

    stage: Stage = "transcribe"


class WeightsMissing(ObserveError, FileNotFoundError):
    """A model's files are not under ``models/``."""

    stage: Stage = "weights"


class WeightsCorrupt(ObserveError, ValueError):
    """A model's file does not have the checksum that the manifest promises."""

    stage: Stage = "weights"


class SchemeInvalid(ObserveError, ValueError):
    """A marking scheme's file breaks a rule of the format."""

    stage: Stage = "marking"


class TranscriptInvalid(ObserveError, ValueError):
    """A line of a text transcript cannot be used."""

    stage: Stage = "turns"


class DocumentInvalid(ObserveError, ValueError):
    """An observation document cannot be read."""

    stage: Stage = "export"


class StoreUnusable(ObserveError, OSError):
    """The data folder or database cannot be written."""

    stage: Stage = "store"


class NotFound(ObserveError, LookupError):
    """Nothing is stored under that name."""

    stage: Stage = "store"


class AlreadyRunning(ObserveError, RuntimeError):
    """Another process is analysing the same recording."""

    stage: Stage = "store"


def unforeseen(error: Exception, stage: Stage) -> ObserveError:
    """A fault of the program's own, to be reported like any other: what, where and at which stage."""
    trace = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(trace[-1].filename).name}, line {trace[-1].lineno})" if trace else ""
    return ObserveError(
        f"something went wrong that observe does not know: {type(error).__name__}: {error}{place}",
        "Please report it with this line",
        stage=stage,
    )
