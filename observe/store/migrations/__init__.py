"""The database's history, step by step; ``observe.store.database`` applies what is missing at opening."""

from __future__ import annotations

#: The newest revision: what an up-to-date database says of itself. A test compares it with the files.
HEAD = "0009"
