"""``observe models`` lists, fetches and verifies."""

import json

import pytest
from click.testing import CliRunner

from observe.cli import models as command
from observe.cli.models import models
from observe.weights import fetch


@pytest.fixture
def run(monkeypatch, root, manifest, index):
    monkeypatch.setenv("OBSERVE_MODELS", str(root))
    monkeypatch.setattr(command, "installed", lambda: manifest)
    pull = fetch.pull

    def local_pull(names=(), **options):
        return pull(names, root=root, manifest=manifest, download=index, **options)

    monkeypatch.setattr(fetch, "pull", local_pull)

    def run(*words):
        # As main() runs it: a command's return value is the exit status.
        result = CliRunner().invoke(models, words, standalone_mode=False)
        assert result.exception is None, result.exception
        return result

    return run


def test_list_pull_list(run):
    assert "not here" in run("list").stdout
    assert run("pull").stdout.startswith("tiny: fetched model.bin, config.json from the package index")
    assert "here, checksums right" in run("list").stdout
    assert run("pull").stdout == "tiny: already here\n"


def test_list_as_json_is_one_document(run):
    listed = json.loads(run("list", "--json").stdout)
    (entry,) = listed["models"]
    assert (entry["name"], entry["licence"], entry["bytes"], entry["state"]) == ("tiny", "MIT", 1063, "missing")


def test_verify_reads_every_file_again_and_fails_on_any_fault(run, here, root):
    done = run("verify")
    assert (done.return_value, len(done.stdout.splitlines())) == (0, 2)
    stat = (here / "config.json").stat()
    (here / "config.json").write_bytes(b"x" * stat.st_size)
    (here / "model.bin").unlink()
    done = run("verify")
    assert done.return_value == 1
    missing, wrong = done.stderr.splitlines()
    assert missing.startswith("observe: weights: ")
    assert "model.bin is missing" in missing
    assert "expected 13 bytes with sha256" in wrong


def test_a_fault_while_pulling_is_one_line_and_status_1(run, index):
    index.offline = True
    done = run("pull")
    assert done.return_value == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("observe: weights: tiny could not be fetched")
    assert "no network" in last
