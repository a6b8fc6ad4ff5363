"""The compact copy for the browser keeps the recording's clock."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from observe.audio.decode import decode
from observe.audio.playback import playback_copy
from observe.errors import AudioUnreadable, StoreUnusable

RATE = 8000
CLICKS = (0.5, 3.25, 9.0)


def recording(path: Path, channels: int = 1, seconds: float = 10.0) -> Path:
    """Silence with a 20 ms burst at each of CLICKS; on two channels the second holds only the last."""
    samples = np.zeros((int(seconds * RATE), channels), np.int16)
    burst = (12000 * np.sin(2 * np.pi * 1000 * np.arange(160) / RATE)).astype(np.int16)
    for at in CLICKS:
        samples[int(at * RATE) : int(at * RATE) + 160, 0] = burst
    if channels == 2:
        samples[:, 1] = 0
        samples[int(9.0 * RATE) : int(9.0 * RATE) + 160, 1] = burst
        samples[int(9.0 * RATE) : int(9.0 * RATE) + 160, 0] = 0
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path


def onsets(samples: np.ndarray) -> list[float]:
    """Seconds at which sound begins after quiet, by a threshold a fifth of the loudest."""
    loud = np.flatnonzero(np.abs(samples) > 0.2 * np.abs(samples).max())
    return [float(loud[place]) / 16000 for place in np.flatnonzero(np.diff(loud, prepend=-8000) > 4000)]


def test_what_is_heard_at_a_moment_is_heard_at_that_moment_in_the_copy(tmp_path):
    copy = decode(playback_copy(recording(tmp_path / "a.wav"), "ab", tmp_path))
    assert onsets(copy.channels[0]) == pytest.approx(CLICKS, abs=0.005)


def test_each_party_stays_on_its_own_channel(tmp_path):
    copy = decode(playback_copy(recording(tmp_path / "a.wav", channels=2), "ab", tmp_path))
    left, right = copy.channels
    assert onsets(left) == pytest.approx(CLICKS[:2], abs=0.005)
    assert onsets(right) == pytest.approx(CLICKS[2:], abs=0.005)


def test_the_index_stands_before_the_sound_so_that_playing_can_start_at_once(tmp_path):
    data = playback_copy(recording(tmp_path / "a.wav"), "ab", tmp_path).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_copy_is_made_once(tmp_path):
    source = recording(tmp_path / "a.wav")
    first = playback_copy(source, "ab", tmp_path)
    made = first.stat().st_mtime_ns
    source.unlink()
    assert playback_copy(source, "ab", tmp_path).stat().st_mtime_ns == made


def test_two_who_ask_at_once_get_one_whole_copy(tmp_path):
    source, found = recording(tmp_path / "a.wav"), []
    threads = [
        threading.Thread(target=lambda: found.append(playback_copy(source, "ab", tmp_path))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert decode(found[0]).duration_s == pytest.approx(10.0, abs=0.1)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no longer in the data folder"), (b"not sound at all", "cannot be made ready"), (b"", "cannot be")],
)
def test_a_recording_that_is_gone_or_broken_is_a_plain_fault_and_leaves_nothing(tmp_path, content, said):
    source = tmp_path / "a.wav"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(AudioUnreadable, match=said):
        playback_copy(source, "ab", tmp_path)
    assert not [path for path in (tmp_path / "playback").rglob("*") if path.suffix in (".m4a", ".part")]


def test_a_video_without_sound_is_a_plain_fault(tmp_path):
    with av.open(str(tmp_path / "silent.mp4"), "w") as out:
        stream = out.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        out.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        out.mux(stream.encode(None))
    with pytest.raises(AudioUnreadable, match="no sound"):
        playback_copy(tmp_path / "silent.mp4", "ab", tmp_path)


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "playback").write_text("in the way")
    with pytest.raises(StoreUnusable, match="cannot write"):
        playback_copy(recording(tmp_path / "a.wav"), "ab", tmp_path)


@pytest.mark.parametrize(
    ("turn", "together"),
    [(-1.0, 1.0), (-0.5, 1.0), (1.0, 1.0), (0.0, 0.0)],
    ids=["inverted", "inverted and fainter", "the same", "another's"],
)
def test_a_voice_that_one_channel_takes_from_the_other_is_heard_from_one_loudspeaker(tmp_path, turn, together):
    times = np.arange(5 * RATE) / RATE
    left = 8000 * np.sin(2 * np.pi * 440 * times) * (times % 2 < 1)
    right = turn * left if turn else 8000 * np.sin(2 * np.pi * 700 * times) * (times % 2 >= 1)
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.stack([left, right], axis=1).astype(np.int16).tobytes())
    one, other = decode(playback_copy(tmp_path / "a.wav", "ab", tmp_path)).channels
    likeness = float(one @ other) / float(np.linalg.norm(one) * np.linalg.norm(other))
    assert likeness == pytest.approx(together, abs=0.1)
