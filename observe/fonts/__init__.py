"""The letters of what observe sets itself, PDF and PNG: Noto fonts, so that names in any script come out.

Chinese, Japanese and Korean are a wheel of their own, for its 19 MB; the others lie here (``README.md``).
"""

from __future__ import annotations

from importlib.resources import files

#: What text is set in first; the others lend the letters that it lacks.
FAMILY = "Noto Sans"


def folders() -> tuple[str, ...]:
    """The folders that hold the font files, for whatever sets text.

    Example:
        >>> import os
        >>> [any(name.endswith((".ttf", ".ttc")) for name in os.listdir(folder)) for folder in folders()]
        [True, True]
    """
    return tuple(str(files(package)) for package in ("observe.fonts", "noto_cjk_sans_otc"))
