"""The segmentation model's frames: what time each stands for, and activity over them. Pure: numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds

SAMPLE_RATE_HZ = 16_000
#: One frame every 270 samples, each seen through 991: the model's own geometry.
FRAME_STEP, FRAME_FIELD = 270, 991

Activity = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tracks:
    """Local speaker activity over a whole recording.

    Attributes:
        active: shape (n_frames, n_tracks); a track is one voice for as long as it goes on, but may be another
            after a pause.
        duration: of the recording, in seconds.
    """

    active: Activity
    duration: Seconds


def runs(active: Activity) -> npt.NDArray[np.intp]:
    """First and after-last index of each run of True, shape (n_runs, 2).

    Example:
        >>> runs(np.array([True, True, False, True])).tolist()
        [[0, 2], [3, 4]]
    """
    edges = np.flatnonzero(np.diff(active.astype(np.int8), prepend=0, append=0))
    return edges.reshape(-1, 2)


def first_sample(frame: int) -> int:
    """The sample at which a frame's activity starts: the middle of its field."""
    return frame * FRAME_STEP + FRAME_FIELD // 2


def frame_time(frame: int) -> Seconds:
    """The middle of a frame's field, in seconds."""
    return float(frame * FRAME_STEP + FRAME_FIELD / 2) / SAMPLE_RATE_HZ


def n_frames(samples: int) -> int:
    """How many frames a recording has; 0 where it is shorter than one."""
    return max(0, (samples - FRAME_FIELD) // FRAME_STEP + 1)
