"""``--rebuild-golden``: write the golden files anew instead of comparing with them (`make golden`)."""

from __future__ import annotations

import pytest


def pytest_addoption(parser):
    parser.addoption("--rebuild-golden", action="store_true", help="write tests/golden/*.json anew")


@pytest.fixture
def rebuild(request):
    return request.config.getoption("--rebuild-golden", default=False)
