"""Which of several processes runs which file of tests: the long ones first, and one browser at a time."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
#: What takes long: begun last, it would keep one process at work while the others have nothing left to do.
LONG = (
    "tests/browser/test_every_page.py",
    "tests/browser/test_hostile_text.py",
    BROWSER,
    "tests/cli/",
    "tests/samples/",
    "tests/diarise/",
    "tests/structure/",
    "tests/record/",
)


def rank(path: str) -> int:
    """How early a file is given out, the lowest first."""
    return next((place for place, start in enumerate(LONG) if path.startswith(start)), len(LONG))


class Sharing(LoadFileScheduling):
    """Gives out whole files, so that what the tests of a file share is made once.

    A page in a browser is an app, Chromium and a test that waits for both. Two of them at once would keep
    each other waiting, so a second one is begun only where nothing else is left to do.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        browsing = any(self._browses(other) for other in self.nodes if other is not node)
        best = min(self.workqueue, key=lambda path: (browsing and path.startswith(BROWSER), rank(path)))
        self.workqueue.move_to_end(best, last=False)
        super()._assign_work_unit(node)

    def _browses(self, node: WorkerController) -> bool:
        files = self.assigned_work[node].items()
        return any(path.startswith(BROWSER) and not all(done.values()) for path, done in files)
