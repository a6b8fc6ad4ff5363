"""The manifest says what there is, and everything in it can be followed up."""

import re
from pathlib import Path, PurePosixPath

import pytest

from observe.errors import WeightsCorrupt
from observe.weights.manifest import HubSource, WheelSource, installed, read

MODELS = {model.name: model for model in installed().models}
PAGE = Path(__file__).resolve().parents[2] / "models" / "README.md"


def test_what_the_pipeline_needs_is_fetched_by_default():
    assert {name for name, model in MODELS.items() if model.default} == {
        "whisper-base",
        "segmentation-3.0",
        "campplus",
        "all-minilm-l6-v2",
    }


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_each_entry_is_whole(model):
    assert model.purpose
    assert model.licence in {"MIT", "Apache-2.0"}
    assert model.sources
    for file in model.files:
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert file.size > 0
        path = PurePosixPath(file.path)
        assert not path.is_absolute()
        assert ".." not in path.parts


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_wheels_are_pinned_and_give_every_file(model):
    for source in model.sources:
        if isinstance(source, WheelSource):
            assert all(re.fullmatch(r"[\w.-]+==[\w.]+", package) for package in source.packages)
            assert set(source.members) == {file.path for file in model.files}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_each_model_has_two_sources_and_that_of_its_authors_comes_first(model):
    first, second = model.sources
    assert not isinstance(first, WheelSource)
    assert isinstance(second, WheelSource)
    if isinstance(first, HubSource):
        assert first.repository == model.upstream
        assert re.fullmatch("[0-9a-f]{40}", first.revision)
    else:
        assert first.address.startswith("https://")
        assert first.address.endswith(f"{model.upstream}/resolve/{model.revision}")


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_page_beside_it_gives_each_licence(model):
    assert re.search(rf"^\| {re.escape(model.name)} \| {model.licence}", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("schema = ", "cannot be read"),
        ("schema = 2", "has schema 2"),
        ('schema = 1\n[[model]]\nname = "x"', "lacks 'purpose'"),
    ],
)
def test_a_broken_manifest_is_refused(tmp_path, text, complaint):
    path = tmp_path / "manifest.toml"
    path.write_text(text)
    with pytest.raises(WeightsCorrupt, match=complaint):
        read(path)


def test_a_missing_manifest_is_refused(tmp_path):
    with pytest.raises(WeightsCorrupt, match="cannot be read"):
        read(tmp_path / "manifest.toml")
