"""What the server and the pages agree on: where the sound is, and how large an upload may be."""

from __future__ import annotations

from collections.abc import Mapping

SOUND_ROUTE = "/recordings/{observation:int}/audio"
PEAKS_ROUTE = "/recordings/{observation:int}/peaks"
#: No database numbers observations beyond this.
LARGEST_ID = 2**63 - 1
#: An upload is held in memory until it is written, so its size is capped.
LARGEST_UPLOAD_MB = 500


def from_another_site(headers: Mapping[str, str]) -> bool:
    """Whether another web page makes the reader's browser ask; a program sends no such header.

    Example:
        >>> from_another_site({"sec-fetch-site": "cross-site"}), from_another_site({})
        (True, False)
    """
    return headers.get("sec-fetch-site", "none") not in ("same-origin", "none")


def sound_address(observation: int) -> str:
    """The address of an observation's sound, on the server that serves the page.

    Example:
        >>> sound_address(7)
        '/recordings/7/audio'
    """
    return SOUND_ROUTE.replace("{observation:int}", str(observation))


def peaks_address(observation: int) -> str:
    """The address of the levels that its waveform is drawn from.

    Example:
        >>> peaks_address(7)
        '/recordings/7/peaks'
    """
    return PEAKS_ROUTE.replace("{observation:int}", str(observation))
