"""Every example in a docstring of the package runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from tests.docs.pages import ROOT

_EXAMPLE = re.compile(r"^ *>>> ", re.MULTILINE)
#: Modules with examples, by what stands in their text; the others are not even imported.
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): count
    for path in sorted((ROOT / "observe").rglob("*.py"))
    if (count := len(_EXAMPLE.findall(path.read_text(encoding="utf-8"))))
}


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path / "data"))
    said = []
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)
    assert runner.tries == MODULES[name], "an example stands where no docstring is looked for"
