"""Quality assurance of marking: who agrees with whom and how far, calls worth a look, and a fair sample.

Everything here is worked out from assessments (`observe.assessment`) and what the machine heard (`cases`);
nothing here knows a database or a page. `docs/quality.md` explains each figure to a team leader. No figure
ranks people.
"""

from __future__ import annotations

from observe.quality.cases import Case
from observe.quality.kappa import Agreement, agreement
from observe.quality.queue import Queued, queue
from observe.quality.sampling import Plan, draw

__all__ = ["Agreement", "Case", "Plan", "Queued", "agreement", "draw", "queue"]
