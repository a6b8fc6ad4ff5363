"""Speech from Debian's flite, with the time of every word.

The command-line program prints phones but not the words they belong to, so the library that it is built on
is called directly: its utterance keeps the written tokens, the words spoken for each, and their segments.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

RATE_HZ = 16_000
VOICES = ("awb", "rms", "slt")
INSTALL = "flite's library is not here; install the Debian package flite (apt-get install flite) and run again"

_FIRST_PHONE_STARTS = b"R:SylStructure.daughter.daughter.R:Segment.p.end"
_LAST_PHONE_ENDS = b"R:SylStructure.daughtern.daughtern.R:Segment.end"


class FliteMissing(RuntimeError):
    """The synthesiser's shared libraries cannot be loaded."""


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A written word and when it sounds, in seconds from the start of its utterance."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence as sound.

    Attributes:
        samples: float64 mono, shape (n_samples,), in [-1, 1], 16 kHz; a short rest before and after the words.
        words: as written, in order.
    """

    samples: npt.NDArray[np.float64]
    words: tuple[SpokenWord, ...]


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("sample_rate", ctypes.c_int),
        ("num_samples", ctypes.c_int),
        ("num_channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


def say(sentence: str, voice: str, pace: float = 1.0) -> Utterance:
    """Speak one sentence.

    Args:
        sentence: written words, separated by spaces.
        voice: one of ``VOICES``.
        pace: words a second as a multiple of the voice's own.

    Raises:
        FliteMissing: the Debian package flite is not installed.
        ValueError: the synthesiser joined or split the words differently from the spaces between them.
    """
    flite = _library()
    speaker = _voice(voice)
    flite.feat_set_float(speaker.contents.features, b"duration_stretch", 1.0 / pace)
    # The voices' excitation draws on the C library's generator, which goes on from one sentence to the next.
    ctypes.CDLL(None).srand(1)
    utterance = flite.flite_synth_text(sentence.encode("ascii"), speaker)
    wave = flite.utt_wave(utterance).contents
    pcm = np.frombuffer(ctypes.string_at(wave.samples, 2 * wave.num_samples), dtype="<i2")
    rate_hz, times = wave.sample_rate, _token_times(flite, utterance)
    flite.delete_utterance(utterance)
    written = sentence.split()
    if len(times) != len(written) or rate_hz != RATE_HZ:
        raise ValueError(f"{sentence!r}: {len(written)} words written, {len(times)} spoken at {rate_hz} Hz")
    words = tuple(SpokenWord(text, *time) for text, time in zip(written, times, strict=True))
    return Utterance(samples=pcm / 32768.0, words=words)


def _token_times(flite: ctypes.CDLL, utterance: int) -> list[tuple[float, float]]:
    """Start and end of each written token, from the phones of the words spoken for it."""
    times = []
    token = flite.relation_head(flite.utt_relation(utterance, b"Token"))
    while token:
        words = []
        word = flite.item_daughter(token)
        while word:
            words.append(word)
            word = flite.item_next(word)
        times.append(
            (
                flite.ffeature_float(words[0], _FIRST_PHONE_STARTS),
                flite.ffeature_float(words[-1], _LAST_PHONE_ENDS),
            )
        )
        token = flite.item_next(token)
    return times


@cache
def _load(name: str) -> ctypes.CDLL:
    try:
        # The parts find one another's symbols only when they are loaded into the global table.
        return ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise FliteMissing(INSTALL) from error


@cache
def _library() -> ctypes.CDLL:
    flite = _load("libflite.so.1")
    for part in ("usenglish", "cmulex"):
        _load(f"libflite_{part}.so.1")
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    signatures = {
        "flite_init": (ctypes.c_int, []),
        "flite_synth_text": (pointer, [text, pointer]),
        "feat_set_float": (None, [pointer, text, ctypes.c_float]),
        "utt_wave": (ctypes.POINTER(_Wave), [pointer]),
        "utt_relation": (pointer, [pointer, text]),
        "relation_head": (pointer, [pointer]),
        "item_next": (pointer, [pointer]),
        "item_daughter": (pointer, [pointer]),
        "ffeature_float": (ctypes.c_float, [pointer, text]),
        "delete_utterance": (None, [pointer]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(flite, name)
        function.restype, function.argtypes = result, arguments
    flite.flite_init()
    return flite


@cache
def _voice(name: str) -> ctypes.POINTER:
    register = getattr(_load(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}")
    register.restype, register.argtypes = ctypes.POINTER(_Voice), [ctypes.c_char_p]
    return register(None)
