"""The telephone sample with words: word error rate and diarisation error rate of the whole path.

python -m benchmarks.telephone
"""

from __future__ import annotations

from benchmarks.data import telephone_sample
from observe.analysis import engines
from observe.audio.decode import decode
from observe.evaluate import speakers, words
from observe.evaluate.texts import words_said
from observe.io import rttm

MOST_WER, MOST_DER = 0.17, 0.06


def markdown() -> str:
    """A table with both rates, their components and what they are to stay under."""
    machinery = engines.build()
    samples = decode(telephone_sample(".wav")).channels[0]
    heard = machinery.transcriber.transcribe(samples)
    said = words.score(words_said(telephone_sample(".stm")), " ".join(word.text for word in heard.words))
    reference = rttm.loads(telephone_sample(".rttm").read_text())
    spoke = speakers.score(reference, machinery.diariser.diarise(samples, speakers=2).decided())
    reference_words = said.hits + said.substitutions + said.deletions
    wrong_words = f"{said.substitutions} substituted, {said.deletions} left out, {said.insertions} put in"
    wrong_time = (
        f"{spoke.confusion:.2f} s confused, {spoke.missed:.2f} s missed, {spoke.false_alarm:.2f} s false alarm"
    )
    return "\n".join(
        [
            "| measure | found | at most | made of |",
            "|---|---|---|---|",
            f"| WER | {said.wer:.3f} | {MOST_WER} | {wrong_words}, of {reference_words} words |",
            f"| DER (no collar, overlap scored) | {spoke.der:.3f} | {MOST_DER} "
            f"| {wrong_time}, of {spoke.total:.2f} s |",
        ]
    )


if __name__ == "__main__":
    print(markdown())
