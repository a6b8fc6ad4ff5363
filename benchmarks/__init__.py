"""What observe measures of itself: one module a table, all of them by ``python -m benchmarks``."""
