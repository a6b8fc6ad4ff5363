"""CAM++: one 192-number embedding for a stretch of one voice, for comparing stretches within a call.

A front end of two-dimensional convolutions reads 80 mel bands; densely connected time-delay layers follow, each
gated by a mask computed from its own context (the whole stretch and its hundred-frame neighbourhoods); mean
and deviation over time are projected to 192 numbers.

Source: Wang, H., Zheng, S., Chen, Y., Cheng, L. and Chen, Q. (2023), "CAM++: A Fast and Efficient Network for
Speaker Verification Using Context-Aware Masking", Interspeech, arXiv:2303.00332. The weights are 3D-Speaker's
``campplus_cn_en_common`` (Apache-2.0); this module is written from the paper and the weights' shapes, and its
attribute names are theirs so that they load strictly.
"""

# A layer's class docstring says what its forward does.
# ruff: noqa: D102
# torch is read as Any, so that checking the types does not take minutes.
# mypy: disable-error-code="misc"

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 -- its customary name
import torchaudio.compliance.kaldi as kaldi
from torch import Tensor, nn

from observe.diarise import Progress, Samples
from observe.errors import WeightsCorrupt, WeightsMissing

SAMPLE_RATE = 16_000
MEL_BINS = 80
DIMENSION = 192
CONTEXT_FRAMES = 100
#: Layers of each dense block, with the dilation of its convolutions (paper, section 3.1).
BLOCKS = ((12, 1), (24, 2), (16, 2))
#: A tenth of a second: shorter voices are padded with silence.
LEAST_SAMPLES = 1_600
GROWTH, BOTTLENECK, HEAD_CHANNELS, INITIAL_CHANNELS = 32, 128, 32, 128

Floats = npt.NDArray[np.float64]


class Normalised(nn.Sequential):
    """Batch normalisation, then a rectifier."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.add_module("batchnorm", nn.BatchNorm1d(channels))
        self.add_module("relu", nn.ReLU())


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions beside a shortcut; ``stride`` shortens the frequency axis alone."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class Head(nn.Module):
    """The convolutional front end: (batch, bands, frames) to (batch, 32 × bands / 8, frames)."""

    def __init__(self) -> None:
        super().__init__()
        n = HEAD_CHANNELS
        self.conv1 = nn.Conv2d(1, n, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(n)
        self.layer1 = nn.Sequential(ResidualBlock(n, 2), ResidualBlock(n, 1))
        self.layer2 = nn.Sequential(ResidualBlock(n, 2), ResidualBlock(n, 1))
        self.conv2 = nn.Conv2d(n, n, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(n)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x.unsqueeze(1))))
        y = self.layer2(self.layer1(y))
        y = F.relu(self.bn2(self.conv2(y)))
        return y.flatten(1, 2)


class ContextAwareMask(nn.Module):
    """A convolution whose output is gated by the stretch's and the neighbourhood's mean (equations 4 to 6)."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        half = BOTTLENECK // 2
        self.linear_local = nn.Conv1d(BOTTLENECK, GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(BOTTLENECK, half, 1)
        self.linear2 = nn.Conv1d(half, GROWTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        near = F.avg_pool1d(x, CONTEXT_FRAMES, stride=CONTEXT_FRAMES, ceil_mode=True)
        # The gate is the same for every frame of a neighbourhood: computed once there, then spread.
        gate = torch.sigmoid(self.linear2(F.relu(self.linear1(near + x.mean(-1, keepdim=True)))))
        gate = gate.repeat_interleave(CONTEXT_FRAMES, dim=-1)[..., : x.shape[-1]]
        return cast(Tensor, self.linear_local(x) * gate)


class DenseLayer(nn.Module):
    """One densely connected time-delay layer: 32 new channels from all that went before."""

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = Normalised(channels)
        self.linear1 = nn.Conv1d(channels, BOTTLENECK, 1, bias=False)
        self.nonlinear2 = Normalised(BOTTLENECK)
        self.cam_layer = ContextAwareMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x)))))


class DenseBlock(nn.Module):
    """Layers that each add their channels to their input."""

    def __init__(self, channels: int, layers: int, dilation: int) -> None:
        super().__init__()
        for n in range(layers):
            self.add_module(f"tdnnd{n + 1}", DenseLayer(channels + n * GROWTH, dilation))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.children():
            x = torch.cat([x, layer(x)], dim=1)
        return x


class Transition(nn.Module):
    """Halves the channels after a dense block."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.nonlinear = Normalised(channels)
        self.linear = nn.Conv1d(channels, channels // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.linear(self.nonlinear(x)))


class TimeDelay(nn.Module):
    """The first time-delay layer, which halves the frame rate."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, INITIAL_CHANNELS, 5, stride=2, padding=2, bias=False)
        self.nonlinear = Normalised(INITIAL_CHANNELS)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.nonlinear(self.linear(x)))


class Projection(nn.Module):
    """Statistics to embedding."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(channels, DIMENSION, 1, bias=False)
        self.nonlinear = nn.Sequential()
        self.nonlinear.add_module("batchnorm", nn.BatchNorm1d(DIMENSION, affine=False))

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1)))


class CamPlusPlus(nn.Module):
    """The network: mel bands of one stretch (batch, frames, 80) to embeddings (batch, 192)."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.xvector = nn.Sequential()
        self.xvector.add_module("tdnn", TimeDelay(HEAD_CHANNELS * MEL_BINS // 8))
        channels = INITIAL_CHANNELS
        for n, (layers, dilation) in enumerate(BLOCKS, start=1):
            self.xvector.add_module(f"block{n}", DenseBlock(channels, layers, dilation))
            channels += layers * GROWTH
            self.xvector.add_module(f"transit{n}", Transition(channels))
            channels //= 2
        self.xvector.add_module("out_nonlinear", Normalised(channels))
        self.xvector.add_module("stats", Statistics())
        self.xvector.add_module("dense", Projection(2 * channels))

    def forward(self, bands: Tensor) -> Tensor:
        return cast(Tensor, self.xvector(self.head(bands.transpose(1, 2))))


class Statistics(nn.Module):
    """Mean and standard deviation over time."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x.mean(-1), x.std(-1, unbiased=x.shape[-1] > 1)], dim=-1)


class Embedder:
    """CAM++, loaded once.

    Args:
        path: of ``campplus_cn_en_common.pt``.
        device: ``cpu`` or ``cuda``.

    Raises:
        WeightsMissing: there is no file at ``path``.
        WeightsCorrupt: the file does not hold these weights.
    """

    def __init__(self, path: Path, device: str = "cpu") -> None:
        self._network = load(path).to(device)
        self._device = device

    def embed(self, voices: Sequence[Samples], progress: Progress = lambda share: None) -> Floats:
        """One embedding of unit length for each voice, shape (n, 192).

        Args:
            voices: each float32 mono, 16 kHz, of any length.
            progress: told the share done, in [0, 1].
        """
        found = np.zeros((len(voices), DIMENSION))
        for n, voice in enumerate(voices):
            with torch.inference_mode():
                padded = np.pad(voice, (0, max(0, LEAST_SAMPLES - len(voice))))
                bands = mel_bands(torch.from_numpy(padded).to(self._device))
                vector = self._network(bands.unsqueeze(0))[0].double().cpu().numpy()
            found[n] = vector / max(np.linalg.norm(vector), 1e-12)
            progress((n + 1) / len(voices))
        return found


def load(path: Path) -> CamPlusPlus:
    """The network with its weights, ready for inference on the CPU.

    Raises:
        WeightsMissing: there is no file at ``path``.
        WeightsCorrupt: the file does not hold these weights.
    """
    if not path.is_file():
        raise WeightsMissing(
            f"found no {path.name} in {path.parent.name}/; expected CAM++ weights there",
            "Run 'observe models pull'",
            stage="diarise",
        )
    network = CamPlusPlus()
    try:
        network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True), strict=True)
    except (RuntimeError, EOFError, AttributeError, TypeError, pickle.UnpicklingError) as error:
        raise WeightsCorrupt(
            f"{path.name} does not hold the CAM++ weights that this network expects ({type(error).__name__})",
            "Run 'observe models verify', then 'observe models pull'",
            stage="diarise",
        ) from error
    network.eval()
    return network


def mel_bands(samples: Tensor) -> Tensor:
    """80 log mel bands a 10 ms frame, each band's mean over the stretch taken away.

    Args:
        samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz, at least 400 of them (one frame).

    Returns:
        Shape (n_frames, 80).
    """
    bands = kaldi.fbank(samples.unsqueeze(0), num_mel_bins=MEL_BINS, sample_frequency=SAMPLE_RATE, dither=0.0)
    return cast(Tensor, bands - bands.mean(0, keepdim=True))
