"""What observe measures of itself: one module a table, all of them by ``python -m benchmarks``."""

import observe  # noqa: F401 -- tells OpenMP how to wait, before torch loads it
