"""Recordings in the formats people have decode to 16 kHz float32; anything else says clearly why not."""

import wave

import numpy as np
import pytest
import soundfile

from observe.audio.decode import SAMPLE_RATE_HZ, decode
from observe.audio.file import sha256_of
from observe.errors import AudioUnreadable

FORMATS = [  # file name, codec, stored rate
    ("pcm16.wav", "pcm_s16le", 44_100),
    ("pcm24.wav", "pcm_s24le", 48_000),
    ("float.wav", "pcm_f32le", 16_000),
    ("a-law.wav", "pcm_alaw", 8_000),
    ("mu-law.wav", "pcm_mulaw", 8_000),
    ("phone.mp3", "libmp3lame", 44_100),
    ("phone.m4a", "aac", 44_100),
    ("call.aac", "aac", 22_050),
    ("call.ogg", "libopus", 48_000),
    ("call.opus", "libopus", 48_000),
    ("browser.webm", "libopus", 48_000),
    ("archive.flac", "flac", 8_000),
]


@pytest.mark.parametrize(("name", "codec", "rate"), FORMATS)
def test_a_format_people_have_decodes_to_16_khz(name, codec, rate, tmp_path, make_tone, write_audio):
    path = write_audio(tmp_path / name, make_tone(2.0, rate), rate, codec)
    audio = decode(path)
    assert (audio.stored_channels, audio.stored_rate_hz) == (1, rate)
    assert audio.channels.dtype == np.float32
    assert audio.duration_s == pytest.approx(2.0, abs=0.15)
    middle = audio.channels[0, SAMPLE_RATE_HZ // 2 : 3 * SAMPLE_RATE_HZ // 2]
    loudest = np.argmax(np.abs(np.fft.rfft(middle))) * SAMPLE_RATE_HZ / len(middle)
    assert loudest == pytest.approx(440.0, abs=3.0)


def test_ogg_vorbis_decodes(tmp_path, make_tone):
    soundfile.write(tmp_path / "old.ogg", make_tone(2.0, 44_100), 44_100, subtype="VORBIS")
    audio = decode(tmp_path / "old.ogg")
    assert audio.stored_rate_hz == 44_100
    assert audio.duration_s == pytest.approx(2.0, abs=0.05)


def test_stereo_keeps_its_channels_apart_and_in_order(tmp_path, make_tone, write_audio):
    left, right = make_tone(1.0, 16_000, 300.0), make_tone(1.0, 16_000, 2000.0)
    audio = decode(write_audio(tmp_path / "two.wav", np.stack([left, right]), 16_000, "pcm_s16le"))
    assert audio.channels.shape == (2, 16_000)
    np.testing.assert_allclose(audio.channels[0], left, atol=1e-3)
    np.testing.assert_allclose(audio.channels[1], right, atol=1e-3)


def test_gsm_from_a_telephone_exchange_decodes(tmp_path):
    # No GSM encoder is at hand: a frame is 0xD and 260 bits of parameters (ETSI EN 300 961), here all zero.
    path = tmp_path / "exchange.gsm"
    path.write_bytes((b"\xd0" + bytes(32)) * 100)
    audio = decode(path)
    assert audio.stored_rate_hz == 8_000
    assert audio.duration_s == pytest.approx(2.0, abs=0.05)


def test_amr_from_a_mobile_phone_decodes(tmp_path):
    # No AMR encoder is at hand: a frame at 12.2 kbit/s is 0x3C and 31 bytes (RFC 4867), here all zero.
    path = tmp_path / "voicemail.amr"
    path.write_bytes(b"#!AMR\n" + (b"\x3c" + bytes(31)) * 100)
    audio = decode(path)
    assert (audio.stored_channels, audio.stored_rate_hz) == (1, 8_000)
    assert audio.duration_s == pytest.approx(2.0, abs=0.05)


def test_sound_that_is_not_a_number_becomes_silence(tmp_path, write_audio):
    samples = np.full(16_000, np.nan, np.float32)
    samples[::2] = 0.1
    audio = decode(write_audio(tmp_path / "nan.wav", samples, 16_000, "pcm_f32le"))
    assert np.isfinite(audio.channels).all()


def _bad(tmp_path, write_audio, make_tone):
    whole = write_audio(tmp_path / "whole.wav", make_tone(10.0, 16_000), 16_000, "pcm_s16le").read_bytes()
    flac = write_audio(tmp_path / "whole.flac", make_tone(10.0, 16_000), 16_000, "flac").read_bytes()
    m4a = write_audio(tmp_path / "whole.m4a", make_tone(10.0, 44_100), 44_100, "aac").read_bytes()
    with wave.open(str(tmp_path / "zero.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8_000)
    return {
        "missing": (tmp_path / "gone.wav", "found no file"),
        "a folder": (tmp_path, "not a file"),
        "empty": (_write(tmp_path / "empty.wav", b""), r"empty \(0 bytes\)"),
        "zero-length": (tmp_path / "zero.wav", "holds 0 s|does not decode"),
        "text renamed": (
            _write(tmp_path / "notes.wav", b"Dear diary, today I rang the bank.\n" * 40),
            "does not decode",
        ),
        "noise renamed": (
            _write(tmp_path / "noise.mp3", bytes(range(256)) * 8),
            "does not decode|lasts 0|holds 0 s",
        ),
        "truncated WAV": (
            _write(tmp_path / "cut.wav", whole[: len(whole) // 2]),
            "cut short: 5.0 s .* of the 10.0 s",
        ),
        "truncated FLAC": (_write(tmp_path / "cut.flac", flac[: len(flac) // 2]), "cut short"),
        "truncated M4A": (_write(tmp_path / "cut.m4a", m4a[: len(m4a) // 2]), "does not decode|cut short"),
        "a blink": (
            write_audio(tmp_path / "blink.wav", make_tone(0.2, 16_000), 16_000, "pcm_s16le"),
            "lasts 0.20 s",
        ),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "missing", "a folder", "empty", "zero-length", "text renamed", "noise renamed",
        "truncated WAV", "truncated FLAC", "truncated M4A", "a blink",
    ],
)  # fmt: skip
def test_what_is_no_recording_says_what_was_found_and_what_to_do(kind, tmp_path, write_audio, make_tone):
    path, message = _bad(tmp_path, write_audio, make_tone)[kind]
    with pytest.raises(AudioUnreadable, match=message) as caught:
        decode(path)
    assert caught.value.hint
    assert caught.value.stage == "decode"


def test_a_video_without_sound_is_named_as_one(tmp_path):
    import av

    path = tmp_path / "silent.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(10):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        out.mux(stream.encode(None))
    with pytest.raises(AudioUnreadable, match=r"found no sound in silent.mp4 \(it holds video\)"):
        decode(path)


def test_a_fault_calls_the_recording_by_the_name_people_know(tmp_path):
    path = _write(tmp_path / "3f2a.wav", b"not audio at all")
    with pytest.raises(AudioUnreadable, match=r"^Friday\.wav"):
        decode(path, "Friday.wav")


def test_the_sum_is_of_the_file_as_it_lies(tmp_path):
    path = _write(tmp_path / "abc", b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _write(path, data):
    path.write_bytes(data)
    return path
