"""Libraries that would telephone home, told not to."""

from __future__ import annotations

import os
import sys


def quiet_libraries(*, offline: bool = True) -> None:
    """Turn the libraries' telemetry off; call it before they are imported.

    Telemetry goes off whatever the environment says: the recordings are other people's. With ``offline``, the
    Hugging Face hub is not asked either, unless the user has set ``HF_HUB_OFFLINE``.

    Args:
        offline: all weights are on this machine. Leave it out only where faster-whisper is to fetch a model.
    """
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if (constants := sys.modules.get("huggingface_hub.constants")) is not None:
        # It reads its environment once, when imported; here that has happened already.
        constants.HF_HUB_DISABLE_TELEMETRY = True  # type: ignore[attr-defined]
        if offline and os.environ["HF_HUB_OFFLINE"] == "1":
            constants.HF_HUB_OFFLINE = True  # type: ignore[attr-defined]
