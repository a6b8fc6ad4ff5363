"""``observe export``: every format, from a stored observation's number and from its document."""

from __future__ import annotations

import json

import pytest

from observe.cli.export import FORMATS

BASIS = ("--consent", "role-play")
BEGINS = {
    "json": '{\n "schema_version": 1',
    "vtt": "WEBVTT\n",
    "rttm": "SPEAKER call 1 ",
    "textgrid": 'File type = "ooTextFile"',
    "csv": "scheme,criterion,outcome",
}


def test_every_format_is_the_same_by_number_and_by_path_printed_and_written(place, call):
    assert place.analyse(call, *BASIS, fake=True).status == 0
    path = place.out / "call.observation.json"
    assert set(BEGINS) == set(FORMATS)
    for kind in FORMATS:
        printed = place.run("export", "1", "--format", kind)
        assert (printed.status, printed.err) == (0, ""), kind
        assert printed.out.startswith(BEGINS[kind])
        target = place.folder / f"out.{kind}"
        written = place.run("export", path, "--format", kind, "--out", target)
        assert (written.status, written.out, written.err) == (0, "", "")
        assert target.read_text(encoding="utf-8-sig") == printed.out.replace("\r\n", "\n")
        assert target.read_bytes().startswith(b"\xef\xbb\xbf") == (kind == "csv"), (
            "Excel's mark, in a table alone"
        )
    assert (place.folder / "out.vtt").read_text() == (place.out / "call.vtt").read_text()
    assert (place.folder / "out.rttm").read_text() == (place.out / "call.rttm").read_text()
    assert (place.folder / "out.json").read_text() == path.read_text()


def test_one_schemes_findings_alone(place, call):
    place.analyse(call, *BASIS, fake=True)
    document = json.loads((place.out / "call.observation.json").read_text())
    scheme = document["findings"][0]["scheme"]
    ran = place.run("export", "1", "--format", "json", "--scheme", scheme)
    assert {finding["scheme"] for finding in json.loads(ran.out)["findings"]} == {scheme}
    wrong = place.run("export", "1", "--format", "csv", "--scheme", "nosuch")
    assert wrong.status == 2
    assert f"marked by {scheme}" in wrong.err


@pytest.mark.parametrize(
    ("name", "status", "found"),
    [
        ("7", 1, "no observation 7 is stored"),
        ("nosuch", 2, "neither a file nor the number"),
        ("9" * 30, 2, "neither a file nor the number"),
        ("text.json", 1, "found text that is not JSON in UTF-8"),
        ("bytes.json", 1, "cannot be read"),
        ("list.json", 1, "found schema_version None"),
    ],
)
def test_what_is_no_observation_is_told_in_one_line(place, name, status, found):
    (place.folder / "text.json").write_text("hello")
    (place.folder / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (place.folder / "list.json").write_text("[1, 2]")
    ran = place.run("export", name, "--format", "vtt")
    assert (ran.status, ran.out) == (status, "")
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert found in ran.err


@pytest.mark.parametrize("kind", FORMATS)
def test_letters_that_the_terminal_lacks_are_written_as_utf8(kind, place, fakes):
    from dataclasses import replace

    from observe.analysis.pipeline import analyse
    from observe.io import document

    wav = fakes.write_wav(place.folder / "call.wav", [fakes.party(None)])
    found = analyse(wav, "0" * 64, fakes.CONSENT, fakes.engines(), ())
    first = found.turns[0]
    said = replace(first, words=(replace(first.words[0], text="naïve–你好"), *first.words[1:]))
    path = place.folder / "found.json"
    path.write_text(document.dumps(replace(found, turns=(said, *found.turns[1:]), cues=())), encoding="utf-8")
    ran = place.run("export", path, "--format", kind, PYTHONIOENCODING="ascii")
    assert (ran.status, ran.err) == (0, "")
    assert ("naïve–你好" in ran.out) == (kind in ("json", "vtt", "textgrid"))
