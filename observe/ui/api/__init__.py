"""The app's calls and assessments as JSON over HTTP, for programs; `docs/api.md` tells how to use it.

Every answer holds what the reader may see and nothing more, and everything that is done goes the same way as on
the pages: `observe.permissions` is asked, and the store adds an event.
"""

from observe.ui.api.application import ROOT, application

__all__ = ["ROOT", "application"]
