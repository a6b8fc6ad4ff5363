"""Whole files are read whole, on their own clock; files that are cut short are refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from observe.audio.decode import decode
from observe.audio.playback import playback_copy
from observe.errors import AudioUnreadable
from tests.support.recordings import burst, heard_at, mux, wav, write

CALL = burst(6, [1, 5])
#: What a writer to a pipe puts where it cannot know the length: sox, FFmpeg, GStreamer, arecord and others.
PLACEHOLDERS = [0x7FFF_F000, 0xFFFF_FFFF, 0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF - 36, 0x4000_0000]


@pytest.mark.parametrize("size", PLACEHOLDERS, ids=hex)
def test_a_wav_whose_writer_could_not_know_its_length_is_whole(size, tmp_path):
    path = write(tmp_path / "pipe.wav", wav(CALL, data_size=size, riff_size=(size + 36) % 2**32))
    assert decode(path).duration_s == pytest.approx(6.0, abs=0.01)
    assert decode(path).remarks == ()


def test_a_wav_is_whole_where_one_of_its_two_sizes_fits_what_is_there(tmp_path):
    path = write(tmp_path / "patched.wav", wav(CALL, data_size=3_000_000))
    assert decode(path).duration_s == pytest.approx(6.0, abs=0.01)


@pytest.mark.parametrize("seconds", [30, 3 * 3600])
def test_a_wav_of_which_the_end_is_missing_is_refused(seconds, tmp_path):
    size = seconds * 32_000 + 6
    path = write(tmp_path / "copy.wav", wav(CALL, data_size=size, riff_size=size + 36))
    with pytest.raises(AudioUnreadable, match=r"copy.wav is cut short: 6.0 s can be decoded"):
        decode(path)


LIST = b"LIST" + struct.pack("<I", 26) + b"INFOISFT" + struct.pack("<I", 14) + b"a recorder\0\0\0\0"


@pytest.mark.parametrize("tail", [LIST, b"", b"TAG" + bytes(125), b"\0" * 4096, b"<call agent='7'/>\n" * 200])
def test_what_follows_the_sound_and_is_none_is_not_heard(tail, tmp_path):
    path = write(tmp_path / "tagged.wav", wav(CALL), tail)
    assert decode(path).duration_s == pytest.approx(6.0, abs=0.01)


def test_wavs_joined_end_to_end_are_heard_whole_whatever_their_rates(tmp_path):
    other = wav(burst(4, 2, rate=8_000), rate=8_000)
    audio = decode(write(tmp_path / "joined.wav", wav(CALL, tail=LIST), other, wav(burst(3, 1))))
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5, 8, 11], abs=0.03)
    assert audio.remarks == ("3 recordings lie one after another in the file; they were taken as one.",)


def test_sound_after_the_end_that_a_stopped_recorder_declared_is_heard(tmp_path):
    path = write(tmp_path / "stopped.wav", wav(CALL, data_size=64_000, riff_size=64_036))
    audio = decode(path)
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5], abs=0.03)
    assert audio.remarks == ("There is sound after the end that the file declares; it was taken in.",)


def test_a_joined_wav_whose_last_part_is_cut_is_refused(tmp_path):
    whole = wav(CALL)
    path = write(tmp_path / "joined.wav", whole, whole[: len(whole) // 2])
    with pytest.raises(AudioUnreadable, match="cut short"):
        decode(path)


#: Ending, codec and FFmpeg's name of the kind of file.
KINDS = [
    ("mkv", "aac", None),
    ("mka", "flac", "matroska"),
    ("webm", "libopus", None),
    ("mov", "aac", None),
    ("m4a", "aac", "ipod"),
    ("ogg", "libopus", None),
    ("flv", "aac", None),
    ("avi", "libmp3lame", None),
    ("mp3", "libmp3lame", None),
    ("aac", "aac", "adts"),
    ("flac", "flac", None),
    ("aiff", "pcm_s16be", None),
    ("au", "pcm_s16be", None),
    ("wv", "wavpack", None),
    ("w64", "pcm_s16le", None),
    ("caf", "pcm_s16le", None),
]
NAMES = [ending for ending, _, _ in KINDS]


def made(tmp_path, kind, track=None, name="call", **how):
    ending, codec, container = next(one for one in KINDS if one[0] == kind)
    rate = {"libopus": 48_000}.get(codec, 44_100 if kind == "flv" else 16_000)
    sound = burst(6, [1, 5], rate=rate) if track is None else track(rate)
    sounds = sound if isinstance(sound, list) else [sound]
    return mux(tmp_path / f"{name}.{ending}", sounds, codec=codec, container=container, rate=rate, **how)


@pytest.mark.parametrize("kind", NAMES)
def test_recordings_of_every_kind_that_were_joined_are_heard_whole(kind, tmp_path):
    one = made(tmp_path, kind).read_bytes()
    audio = decode(write(tmp_path / f"joined.{kind}", one, one))
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5, 7, 11], abs=0.25)


#: Kinds that promise a length or a number of bytes; an AAC, Ogg or transport stream ends wherever it ends.
PROMISING = [kind for kind in NAMES if kind not in ("aac", "ogg")]


@pytest.mark.parametrize("kind", PROMISING)
def test_a_copy_that_broke_off_is_refused(kind, tmp_path):
    whole = made(tmp_path, kind).read_bytes()
    path = write(tmp_path / f"broken.{kind}", whole[: len(whole) * 6 // 10])
    with pytest.raises(AudioUnreadable, match=r"broken.* (is cut short|\(its (index|end) is missing)"):
        decode(path)


def test_an_m4a_whose_index_comes_first_is_refused_where_it_broke_off(tmp_path):
    whole = made(tmp_path, "m4a", options={"movflags": "+faststart"}).read_bytes()
    path = write(tmp_path / "broken.m4a", whole[: len(whole) * 6 // 10])
    with pytest.raises(AudioUnreadable, match=r"cut short: \d\.\d s can be decoded of the 6\.\d s"):
        decode(path)


def test_an_mp4_in_fragments_is_whole_without_a_length(tmp_path):
    path = made(tmp_path, "mov", options={"movflags": "+frag_keyframe+empty_moov"})
    assert heard_at(decode(path).channels[0]) == pytest.approx([1, 5], abs=0.1)


@pytest.mark.parametrize("kind", ["mkv", "webm", "mov"])
def test_a_picture_that_goes_on_after_the_sound_is_no_sound_missing(kind, tmp_path):
    assert decode(made(tmp_path, kind, picture_s=20)).duration_s == pytest.approx(6.0, abs=0.1)


@pytest.mark.parametrize("kind", ["mkv", "mka", "webm", "mov", "m4a", "ogg", "flv"])
def test_after_a_pause_in_the_recording_times_keep_the_files_clock(kind, tmp_path):
    audio = decode(made(tmp_path, kind, pauses=[(3.0, 12.0)]))
    assert heard_at(audio.channels[0]) == pytest.approx([1, 17], abs=0.1)
    assert audio.remarks == ("For 12.0 s nothing was recorded; later times keep the file's clock.",)


@pytest.mark.parametrize(
    ("kind", "picture"), [("mkv", 0), ("mkv", 20), ("mka", 0), ("webm", 20), ("mov", 20), ("m4a", 0)]
)
def test_sound_that_begins_late_is_heard_late(kind, picture, tmp_path):
    path = made(tmp_path, kind, starts=[7.0], picture_s=picture)
    audio = decode(path)
    assert heard_at(audio.channels[0]) == pytest.approx([8, 12], abs=0.1)
    assert "times count from its beginning" in audio.remarks[0]


@pytest.mark.parametrize("how", [{"starts": [7.0]}, {"pauses": [(3.0, 12.0)]}, {}])
def test_the_copy_for_playing_keeps_the_clock_that_the_captions_have(how, tmp_path):
    path = made(tmp_path, "mkv", **how)
    copy = decode(playback_copy(path, "ab", tmp_path))
    assert heard_at(copy.channels[0]) == pytest.approx(heard_at(decode(path).channels[0]), abs=0.02)


def test_stamps_that_leap_to_another_clock_add_no_hours_of_silence(tmp_path):
    audio = decode(made(tmp_path, "mkv", pauses=[(3.0, 50_000.0)]))
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5], abs=0.1)


def test_a_recording_whose_clock_began_elsewhere_begins_at_its_sound(tmp_path):
    audio = decode(made(tmp_path, "mkv", starts=[40_000.0]))
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5], abs=0.1)


def test_an_mp3_without_a_header_of_its_own_is_whole(tmp_path):
    data = made(tmp_path, "mp3").read_bytes()
    tag = max(data.find(b"Xing"), data.find(b"Info"))
    frame = data.rfind(b"\xff\xf3", 0, tag)
    after = data.find(b"\xff\xf3", tag)
    path = write(tmp_path / "plain.mp3", data[after:])
    assert frame > 0
    assert decode(path).duration_s == pytest.approx(6.0, abs=0.2)


def test_three_mp3s_joined_are_whole_and_one_cut_among_them_is_not(tmp_path):
    one, two = made(tmp_path, "mp3").read_bytes(), made(tmp_path, "mp3", lambda rate: burst(3, 1)).read_bytes()
    assert decode(write(tmp_path / "three.mp3", one, two, two)).duration_s == pytest.approx(12.2, abs=0.4)
    with pytest.raises(AudioUnreadable, match="cut short"):
        decode(write(tmp_path / "broken.mp3", one, two, two[: len(two) // 3]))


def test_aac_that_begins_with_silence_is_not_taken_for_hours(tmp_path):
    path = made(tmp_path, "aac", lambda rate: burst(40, 39))
    assert decode(path).duration_s == pytest.approx(40.0, abs=0.2)


@pytest.mark.parametrize("kind", ["mkv", "mov", "avi"])
def test_a_track_a_party_is_a_channel_a_party(kind, tmp_path):
    path = made(tmp_path, kind, lambda rate: [burst(4, 1, rate=rate), burst(4, 2.5, rate=rate)])
    audio = decode(path)
    assert (audio.stored_channels, len(audio.channels)) == (2, 2)
    assert [heard_at(row) for row in audio.channels] == [
        pytest.approx([1], abs=0.1),
        pytest.approx([2.5], abs=0.1),
    ]
    copy = decode(playback_copy(path, "ab", tmp_path))
    assert [heard_at(row) for row in copy.channels] == [
        pytest.approx([1], abs=0.1),
        pytest.approx([2.5], abs=0.1),
    ]


def test_a_party_whose_track_begins_late_is_heard_late(tmp_path):
    path = made(tmp_path, "mkv", lambda rate: [burst(6, 1), burst(3, 1)], starts=[0.0, 2.0])
    assert [heard_at(row) for row in decode(path).channels] == [
        pytest.approx([1], abs=0.1), pytest.approx([3], abs=0.1),
    ]  # fmt: skip


def talk(seed, turns, seconds=12):
    """Noise in the seconds named: a voice that is like no other."""
    samples = np.zeros(seconds * 16_000, np.float32)
    noise = np.random.default_rng(seed).normal(0, 0.1, len(samples)).astype(np.float32)
    for turn in turns:
        samples[turn * 16_000 : (turn + 1) * 16_000] = noise[turn * 16_000 : (turn + 1) * 16_000]
    return samples


AGENT, CUSTOMER, THIRD = talk(1, (0, 4, 8)), talk(2, (2, 6)), talk(3, (9, 10))
NOTHING = np.zeros_like(AGENT)
MANY = {  # what each channel holds, and which two are left of them (by number, from 1)
    "the customer where a subwoofer would be": ([AGENT, NOTHING, CUSTOMER], (1, 3)),
    "the customer in the last of six": ([AGENT, NOTHING, NOTHING, NOTHING, NOTHING, CUSTOMER], (1, 6)),
    "each twice": ([AGENT, AGENT, CUSTOMER, CUSTOMER], (1, 3)),
    "both, and their mixture": ([0.5 * (AGENT + CUSTOMER), AGENT, CUSTOMER], (2, 3)),
    "a mixture last": ([AGENT, CUSTOMER, AGENT + CUSTOMER], (1, 2)),
    "four, two of them dead": ([NOTHING, CUSTOMER, NOTHING, AGENT], (2, 4)),
}


@pytest.mark.parametrize("held", MANY)
def test_of_many_channels_the_two_parties_are_taken(held, tmp_path):
    rows, (left, right) = MANY[held]
    audio = decode(write(tmp_path / "many.wav", wav(np.stack(rows))))
    assert (audio.stored_channels, len(audio.channels)) == (len(rows), 2)
    for row, number in zip(audio.channels, (left, right), strict=True):
        np.testing.assert_allclose(row, rows[number - 1], atol=1e-3)
    assert f"numbers {left} and {right} were taken as left and right" in audio.remarks[0]


def test_three_voices_on_three_channels_are_all_heard(tmp_path):
    audio = decode(write(tmp_path / "three.wav", wav(np.stack([AGENT, CUSTOMER, THIRD]))))
    assert len(audio.channels) == 1
    np.testing.assert_allclose(audio.channels[0], (AGENT + CUSTOMER + THIRD) / 3, atol=1e-3)
    assert "3 of them hold different sound; they were mixed" in audio.remarks[0]


@pytest.mark.parametrize("scale", [32_767, 2_000, 8_388_607])
def test_floats_on_the_scale_of_whole_numbers_are_brought_to_the_usual_one(scale, tmp_path):
    path = write(tmp_path / "float.wav", wav(CALL * scale, tag=3))
    audio = decode(path)
    assert 0.01 < np.abs(audio.channels).max() <= 1.0
    assert heard_at(audio.channels[0]) == pytest.approx([1, 5], abs=0.03)
    assert "brought to the usual scale" in audio.remarks[0]
    assert np.abs(decode(playback_copy(path, "ab", tmp_path)).channels).max() > 0.01


def test_floats_with_a_few_clicks_beyond_full_scale_keep_their_level(tmp_path):
    loud = CALL.copy()
    loud[[100, 40_000, 50_000]] = [9e9, -7e4, 3.0]
    audio = decode(write(tmp_path / "clicks.wav", wav(loud, tag=3)))
    assert audio.remarks == ()
    np.testing.assert_allclose(np.abs(audio.channels[0, 16_000:24_000]).max(), 0.3, atol=0.01)


def amr(frames):
    """A narrow-band AMR file: speech at 12.2 kbit/s (``s``), comfort noise (``n``) or nothing (``-``)."""
    kinds = {"s": b"\x3c" + bytes(31), "n": b"\x44" + bytes(5), "-": b"\x7c"}
    return b"#!AMR\n" + b"".join(kinds[one] for one in frames)


@pytest.mark.parametrize(
    "frames", ["s" * 50 + "n-------" * 25 + "s" * 50, "n-------" * 10 + "s" * 100, "s" * 100 + "n"]
)
def test_comfort_noise_on_a_mobile_lasts_as_long_as_it_lasted(frames, tmp_path):
    assert decode(write(tmp_path / "mobile.amr", amr(frames))).duration_s == pytest.approx(
        0.02 * len(frames), abs=0.1
    )


def test_amr_files_joined_are_heard_whole(tmp_path):
    audio = decode(write(tmp_path / "two.amr", amr("s" * 100), amr("s" * 100)))
    assert audio.duration_s == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("rates", [(48_000, 48_000), (16_000, 44_100), (8_000, 16_000, 8_000)])
def test_ogg_in_links_of_any_rate_is_heard_whole(rates, tmp_path):
    import soundfile

    links = []
    for number, rate in enumerate(rates):
        soundfile.write(tmp_path / f"{number}.ogg", burst(3, 1, rate=rate), rate, subtype="VORBIS")
        links.append((tmp_path / f"{number}.ogg").read_bytes())
    audio = decode(write(tmp_path / "chain.ogg", *links))
    assert heard_at(audio.channels[0]) == pytest.approx([1 + 3 * n for n in range(len(rates))], abs=0.1)


def test_mono_and_stereo_in_one_file_are_both_heard(tmp_path):
    stereo = np.stack([burst(3, 1), burst(3, 2)])
    audio = decode(write(tmp_path / "both.wav", wav(CALL), wav(stereo)))
    assert [heard_at(row) for row in audio.channels] == [
        pytest.approx([1, 5, 7], abs=0.03), pytest.approx([1, 5, 8], abs=0.03),
    ]  # fmt: skip


def unknown(tmp_path):
    """Sound in codings that nobody knows, in three kinds of file."""
    mov, mkv = made(tmp_path, "mov").read_bytes(), made(tmp_path, "mkv").read_bytes()
    return {
        "wav": (wav(CALL, tag=0x0A1F), "WAV coding 0x0A1F"),
        "own.wav": (wav(CALL, tag=0x1234), "WAV coding 0x1234"),
        "mov": (mov.replace(b"mp4a", b"zzzz").replace(b"esds", b"free"), "it is called 'zzzz' there"),
        "mkv": (mkv.replace(b"A_AAC", b"A_ZZZ"), "observe does not know"),
    }


@pytest.mark.parametrize("ending", ["wav", "own.wav", "mov", "mkv"])
def test_a_coding_that_nobody_knows_is_named_and_the_way_out_said(ending, tmp_path):
    data, named = unknown(tmp_path)[ending]
    with pytest.raises(AudioUnreadable, match="coded in a way that observe does not know") as caught:
        decode(write(tmp_path / f"own.{ending}", data))
    assert named in caught.value.message
    assert "Export the call as WAV or MP3" in caught.value.hint


LIBRARY = ("errno", "ffmpeg", "patches welcome", "invalid data", "avcodec", "traceback", "attributeerror")


@pytest.mark.parametrize(
    "data", [bytes(5000), b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 9, b"OggS" + bytes(3000), b"RIFF"]
)
def test_no_other_librarys_words_reach_whoever_chose_the_file(data, tmp_path):
    with pytest.raises(AudioUnreadable, match="does not decode as audio") as caught:
        decode(write(tmp_path / "odd.wav", data))
    assert not [word for word in LIBRARY if word in str(caught.value).lower()]
