"""The licences of what is the project's own, and of what others made, are named and are there."""

from __future__ import annotations

import tomllib

import pytest

from observe.weights.manifest import installed
from tests.docs.pages import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
WEIGHTS = (ROOT / "models" / "README.md").read_text(encoding="utf-8")


def test_the_package_is_under_apache_2_and_carries_the_text():
    assert PROJECT["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert all((ROOT / name).is_file() for name in PROJECT["license-files"])


@pytest.mark.parametrize("model", installed().models, ids=lambda model: model.name)
def test_each_models_licence_is_listed_as_the_manifest_has_it(model):
    assert f"| {model.name} | {model.licence} |" in PAGE
    assert f"| {model.name} | {model.licence}" in WEIGHTS
