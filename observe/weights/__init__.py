"""Weights: the models' files under ``models/``, checked before they are used.

`folder` gives a model's verified files, `resolve_whisper` turns what a user asked for into what faster-whisper
loads, `used` names a model in provenance. `observe.weights.fetch.pull` fetches what is missing.
"""

from observe.weights.check import folder, used
from observe.weights.manifest import Manifest, Model, installed, models_root
from observe.weights.quiet import quiet_libraries
from observe.weights.whisper import resolve_whisper, used_whisper

__all__ = [
    "Manifest",
    "Model",
    "folder",
    "installed",
    "models_root",
    "quiet_libraries",
    "resolve_whisper",
    "used",
    "used_whisper",
]
