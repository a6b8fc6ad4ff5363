"""Which Whisper: from what a user asked for to what faster-whisper loads."""

from __future__ import annotations

from pathlib import Path

from observe.errors import UsageError, WeightsMissing
from observe.observation import ModelUsed
from observe.weights.check import folder, sha256, used
from observe.weights.manifest import installed


def resolve_whisper(name_or_path: str | Path) -> Path | str:
    """What to hand to faster-whisper: a folder on this machine, or the name of a model it is to fetch itself.

    ``base`` and ``whisper-base`` are the manifest's; an existing folder is itself; anything else must be a name
    that faster-whisper knows (``large-v3-turbo``) or a repository on the hub (``owner/name``).

    Raises:
        WeightsMissing: the manifest's model is not here, or the folder holds no CTranslate2 model.
        WeightsCorrupt: the manifest's model is not what the manifest promises.
        UsageError: nothing is known by that name.
    """
    if (name := _in_manifest(name_or_path)) is not None:
        return folder(name)
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        if not (path / "model.bin").is_file():
            raise WeightsMissing(
                f"{path} has no model.bin; expected the folder of a Whisper model in CTranslate2's format",
                "Convert the model with ct2-transformers-converter, or name one that faster-whisper knows.",
            )
        return path
    asked = str(name_or_path)
    if path.is_absolute() or asked.startswith((".", "~")) or asked.count("/") > 1:
        raise WeightsMissing(f"{asked} is not a folder; expected the folder of a Whisper model")
    from faster_whisper import available_models

    known = available_models()
    if asked not in known and "/" not in asked:
        raise UsageError(
            f"no Whisper model is called {asked!r}",
            f"Give a folder, a repository (owner/name), or one of: {', '.join(known)}.",
        )
    return asked


def used_whisper(name_or_path: str | Path) -> ModelUsed:
    """How provenance names the Whisper that `resolve_whisper` gives; call it once the model has been loaded.

    Raises:
        WeightsMissing: the model is not on this machine.
        WeightsCorrupt: as `resolve_whisper`.
        UsageError: as `resolve_whisper`.
    """
    if (name := _in_manifest(name_or_path)) is not None:
        return used(name)
    place = resolve_whisper(name_or_path)
    if isinstance(place, Path):
        return ModelUsed(place.name, "local", sha256(place / "model.bin"))
    from faster_whisper.utils import download_model

    try:
        # The hub's cache names the folder of a snapshot for its commit.
        snapshot = Path(download_model(place, local_files_only=True))
        return ModelUsed(place, snapshot.name, sha256(snapshot / "model.bin"))
    except OSError as error:
        raise WeightsMissing(
            f"{place} is not on this machine", "Run once with network: faster-whisper fetches it."
        ) from error


def _in_manifest(name_or_path: str | Path) -> str | None:
    asked, manifest = str(name_or_path), installed()
    return next((name for name in (asked, f"whisper-{asked}") if name in manifest and "whisper" in name), None)
