"""What a button beside a job does is done before the page is drawn anew, which a later look may cut short."""

from __future__ import annotations

import ast
from inspect import getsource

from observe.ui.pages import jobs as page
from observe.ui.widgets import jobs as widget


def test_a_button_beside_a_job_acts_in_on_click():
    buttons = [
        node
        for module in (page, widget)
        for node in ast.walk(ast.parse(getsource(module)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "button"
    ]
    assert len(buttons) == 3
    for button in buttons:
        assert "on_click" in {word.arg for word in button.keywords}, ast.unparse(button)
