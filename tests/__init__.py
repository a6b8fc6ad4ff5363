"""The tests; what several of them need, and the benchmarks too, is in ``tests.support``."""
