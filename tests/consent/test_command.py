"""``observe consent``: record, show, withdraw, with the documented exit statuses."""

import pytest
from click.testing import CliRunner

from observe.cli import cli, exit_status
from observe.consent.record import read
from observe.errors import ConsentInvalid, ObserveError
from observe.store import open_store


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("OBSERVE_DATABASE", raising=False)
    return tmp_path / "data"


@pytest.fixture
def call(tmp_path):
    path = tmp_path / "call.wav"
    path.write_bytes(b"the bytes of a call")
    return path


def observe(*words):
    """The exit status and what was said."""
    result = CliRunner().invoke(cli, ["consent", *map(str, words)])
    if isinstance(result.exception, ObserveError):
        return exit_status(result.exception), str(result.exception)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_consent_that_is_recorded_is_shown_and_counts(call, data_folder):
    people = ("--person", "Sam:agent", "--person", "Alex")
    words = (
        "--basis",
        "verbal-on-call",
        "--by",
        "A. Tutor",
        "--retain-until",
        "2099-12-31",
        "--purpose",
        "Unit 3",
    )
    assert observe("record", call, *words, *people)[0] == 0
    status, said = observe("show", call)
    assert status == 0
    for part in (
        "verbal-on-call",
        "A. Tutor",
        "2099-12-31",
        "Unit 3",
        "Sam (agent)",
        "Alex",
        "stands        yes",
    ):
        assert part in said
    assert read(None, call).retain_until == "2099-12-31"
    assert not data_folder.exists()


def test_a_record_is_not_overwritten_unless_both_agreed_again(call):
    words = ("--basis", "explicit", "--by", "A. Tutor")
    assert observe("record", call, *words)[0] == 0
    status, said = observe("record", call, *words)
    assert (status, "not overwritten" in said) == (3, True)
    status, said = observe("record", call, "--basis", "role-play", "--by", "B. Tutor", "--again")
    assert (status, "The earlier record is now" in said) == (0, True)
    assert read(None, call).recorded_by == "B. Tutor"


@pytest.mark.parametrize("given", [None, "explicit"])
def test_after_withdrawal_neither_file_nor_store_lets_the_recording_be_used(call, given, tmp_path):
    observe("record", call, "--basis", "explicit", "--by", "A. Tutor")
    with open_store() as store:
        kept = store.recordings.keep(call, read(None, call))
        job = store.jobs.enqueue(kept.sha256, {})
    status, said = observe("withdraw", call, "--by", "Sam")
    assert (status, "will not be analysed any more" in said) == (0, True)
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        read(given, call)
    assert observe("show", call)[0] == 3
    elsewhere = tmp_path / "elsewhere" / "renamed.wav"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(call.read_bytes())
    with open_store() as store:
        assert store.jobs.get(job.id).state == "cancelled"
        with pytest.raises(ConsentInvalid, match=r"renamed\.wav: consent was withdrawn"):
            store.recordings.keep(elsewhere, read("explicit", elsewhere))


def test_consent_given_again_lets_the_recording_be_used_again(call):
    observe("withdraw", call, "--by", "Sam")
    assert observe("record", call, "--basis", "explicit", "--by", "A. Tutor")[0] == 3
    assert observe("record", call, "--basis", "explicit", "--by", "A. Tutor", "--again")[0] == 0
    with open_store() as store:
        kept = store.recordings.keep(call, read(None, call))
        assert store.recordings.consent(kept.sha256).recorded_by == "A. Tutor"


def test_consent_can_be_withdrawn_where_the_recording_is_gone(call):
    observe("record", call, "--basis", "explicit", "--by", "A. Tutor")
    call.unlink()
    assert observe("withdraw", call, "--by", "Sam")[0] == 0
    assert observe("withdraw", call, "--by", "Sam")[1].startswith("Was already marked")


def test_nothing_is_recorded_shown_or_withdrawn_where_there_is_nothing(tmp_path):
    nowhere = tmp_path / "nowhere.wav"
    assert observe("record", nowhere, "--basis", "explicit", "--by", "A. Tutor")[0] == 1
    status, said = observe("show", nowhere)
    assert (status, "nowhere.consent.toml is not beside it" in said) == (3, True)
    status, said = observe("withdraw", nowhere, "--by", "Sam")
    assert (status, "found neither" in said) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--basis", "hearsay", "--by", "A. Tutor"), "hearsay"),
        (("--basis", "explicit"), "--by"),
        (("--basis", "explicit", "--by", " "), "--by is empty"),
        (("--basis", "explicit", "--by", "A", "--retain-until", "soon"), "a day was expected, as 2026-09-30"),
        (("--basis", "explicit", "--by", "A", "--retain-until", "2001-01-01"), "which is past"),
        (("--basis", "explicit", "--by", "A", "--person", ":agent"), "--person is empty"),
    ],
)
def test_wrong_words_are_named_and_write_nothing(call, words, said):
    status, found = observe("record", call, *words)
    assert status == 2
    assert said in found
    assert not call.with_name("call.consent.toml").exists()
