"""Taking back in a log that is only ever added to: an entry may say that an earlier one no longer counts."""

from __future__ import annotations

from collections.abc import Mapping


def undone(takings: Mapping[int, int]) -> frozenset[int]:
    """Numbers of the entries that no longer count; taking back a taking-back restores.

    Args:
        takings: for each entry that takes one back, its number and that entry's; only an earlier one can be.

    Example:
        >>> sorted(undone({2: 1})), sorted(undone({2: 1, 3: 2}))
        ([1], [2])
    """
    found: set[int] = set()
    for number in sorted(takings, reverse=True):
        if number not in found and takings[number] < number:
            found.add(takings[number])
    return frozenset(found)
