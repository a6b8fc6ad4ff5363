"""Whisper base hears the sample calls nearly word for word."""

import json
from pathlib import Path

import jiwer
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "recordings_sample"
#: Measured with Whisper base, int8 on a CPU, and about .03 of room for other processors' rounding.
HIGHEST_WER = {
    "billing_resolved": 0.045,
    "broadband_escalated": 0.07,
    "delivery_mishandled": 0.04,
    "garden_enquiry": 0.04,
}
PLAIN = jiwer.Compose(
    [
        jiwer.ToLowerCase(),
        jiwer.SubstituteRegexes({r"[^\w\s']": " "}),
        jiwer.RemoveMultipleSpaces(),
        jiwer.Strip(),
        jiwer.ReduceToListOfListOfWords(),
    ]
)


@pytest.fixture(scope="module")
def whisper():
    from faster_whisper import WhisperModel

    return WhisperModel(str(ROOT / "models" / "whisper-base"), device="cpu", compute_type="int8", cpu_threads=2)


def heard(whisper, audio):
    # At a temperature of 0 alone: what it falls back to otherwise is drawn by chance.
    options = {"language": "en", "vad_filter": True, "condition_on_previous_text": False, "temperature": 0.0}
    return " ".join(segment.text.strip() for segment in whisper.transcribe(audio, **options)[0])


@pytest.mark.models
@pytest.mark.parametrize("stem", HIGHEST_WER)
def test_whisper_base_reads_a_call_nearly_word_for_word(whisper, stem):
    from faster_whisper import decode_audio

    reference = json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))
    path = str(SAMPLES / reference["file"])
    parties = decode_audio(path, split_stereo=True) if reference["channels"] == 2 else [decode_audio(path)]
    spoken = [
        " ".join(turn["text"] for turn in reference["turns"] if turn["channel"] in (None, channel))
        for channel in range(len(parties))
    ]
    hypotheses = [heard(whisper, audio) for audio in parties]
    rate = jiwer.wer(spoken, hypotheses, reference_transform=PLAIN, hypothesis_transform=PLAIN)
    assert rate <= HIGHEST_WER[stem], hypotheses
    surname = reference["customer_name"].split()[-1]
    assert surname in " ".join(hypotheses)
