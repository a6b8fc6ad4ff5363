"""The reference of the commands is what the commands say."""

from __future__ import annotations

import pytest

from docs import commands


def test_the_page_is_up_to_date():
    text = commands.PAGE.read_text(encoding="utf-8")
    assert commands.page(text) == text, "docs/commands.md is stale: run `make docs` and look at the difference"


def test_a_page_that_lacks_a_command_is_refused():
    with pytest.raises(ValueError, match="found the markers"):
        commands.page("<!-- commands -->\n<!-- /commands -->\n")
