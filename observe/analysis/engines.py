"""The real machinery: the one place that knows which adapters stand behind the protocols."""

from __future__ import annotations

from pathlib import Path

from observe import weights
from observe.analysis.pipeline import Cues, Engines
from observe.meaning.reader import Reader
from observe.transcribe.whisper import Device, WhisperTranscriber

SEGMENTATION, EMBEDDING = "segmentation-3.0", "campplus"


def build(model: str = "base", device: Device = "auto", cues: Cues = "full") -> Engines:
    """Whisper, the diariser and the reader, their weights checked; nothing is loaded until it is first used.

    Args:
        model: a name in the manifest, a name that faster-whisper can fetch, or a folder.
        device: ``auto`` takes CUDA where there is one.
        cues: ``rules`` needs no reader.

    Raises:
        WeightsMissing: a model's files are not here.
        WeightsCorrupt: a file does not have its checksum.
    """
    whisper = weights.resolve_whisper(model)
    weights.quiet_libraries(offline=isinstance(whisper, Path))
    from observe.diarise.adapter import PyannoteDiariser

    transcriber = WhisperTranscriber(str(whisper), lambda: weights.used_whisper(model), device=device)
    diariser = PyannoteDiariser(
        segmentation=weights.folder(SEGMENTATION) / "pytorch_model.bin",
        embedding=weights.folder(EMBEDDING) / "campplus_cn_en_common.pt",
        models=(weights.used(SEGMENTATION), weights.used(EMBEDDING)),
        device=device,
    )
    return Engines(transcriber, diariser, Reader() if cues == "full" else None)
