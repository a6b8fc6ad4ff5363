"""Weights: the models' files under ``models/``, checked before they are used.

`folder` gives a model's verified files, `pull` fetches what is missing, `resolve_whisper` turns what a user
asked for into what faster-whisper loads.
"""

from observe.weights.check import folder, used
from observe.weights.manifest import Manifest, Model, installed, models_root

__all__ = ["Manifest", "Model", "folder", "installed", "models_root", "used"]
