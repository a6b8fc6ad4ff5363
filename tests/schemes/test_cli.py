"""``observe schemes`` and ``observe mark`` as a person or another program meets them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from observe.cli import cli
from observe.cues import find
from observe.errors import TranscriptInvalid, UsageError
from observe.io.transcript import read_dialogues
from observe.marking.points import mark
from observe.schemes import load_all, parse

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = (DOCS / "add-a-scheme.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL).group(1)
CALL = [
    ("agent", "Good morning, Hillview Energy, how can I help?"),
    ("customer", "My bill is wrong again and I'm really fed up."),
    ("agent", "I'm so sorry about that, Mrs Okafor. I'll refund you today."),
    ("customer", "Hm."),
]


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*words, status=0):
    result = CliRunner().invoke(cli, [str(word) for word in words], standalone_mode=False)
    if result.exception:
        raise result.exception
    assert (result.return_value or 0) == status, result.output
    return result


@pytest.fixture
def transcript(tmp_path):
    rows = [
        {"dialogue": "call 7", "turn": 10 * (place + 1), "speaker": who, "text": text}
        for place, (who, text) in enumerate(CALL)
    ]
    path = tmp_path / "call.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_list_gives_every_scheme_with_its_count():
    rows = json.loads(run("schemes", "list", "--json").stdout)
    assert all([*row] == ["id", "title", "version", "source", "criteria"] for row in rows)
    assert {row["id"]: row["criteria"] for row in rows} == {s.id: len(s.criteria) for s in load_all()}
    table = run("schemes", "list").stdout
    assert all(row["id"] in table and row["source"] in table for row in rows)


@pytest.mark.parametrize("scheme", load_all(), ids=lambda scheme: scheme.id)
def test_show_gives_the_points(scheme):
    shown = json.loads(run("schemes", "show", scheme.id, "--json").stdout)
    assert [*shown] == ["id", "title", "version", "source", "criteria"]
    assert [*shown["criteria"][0]] == ["id", "number", "text", "heard", "cues"]
    assert [row["number"] for row in shown["criteria"]] == [criterion.number for criterion in scheme.criteria]
    assert all(bool(row["cues"]) != (row["heard"] == "not_on_recording") for row in shown["criteria"])
    assert scheme.title in run("schemes", "show", scheme.id).stdout


def test_an_unknown_scheme_is_a_usage_fault_that_lists_the_known(transcript):
    for words in (("schemes", "show", "nope"), ("mark", transcript, "--scheme", "nope", "--out", "-")):
        with pytest.raises(UsageError, match=r"“nope”; expected one of .*resolve-problems"):
            run(*words)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("[customer_name]", "[costumer_name]", 22, "did you mean “customer_name”?"),
        ("id: feeling-answered", "id: uses-name", 25, "found the id “uses-name” a second time"),
        ("number: 1", "number: one", 19, "found “one” for “number”"),
        ('version: "1.0"', "version: 1.0", 4, "put it in quotes"),
        ("title: Telephone", "title:\tTelephone", 3, "found a tab"),
        ("title: Telephone", "title: &t Telephone", 3, "anchor or alias"),
        ("heard: on_call", "heard: loudly", 21, "found “loudly” for “heard”"),
    ],
)
def test_check_names_line_and_fault(tmp_path, old, new, line, words):
    own = tmp_path / "own.yaml"
    assert old in EXAMPLE
    own.write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    said = run("schemes", "check", own, status=1).stderr.splitlines()
    assert any(one.startswith(f"observe: own.yaml: marking: line {line}: ") and words in one for one in said), (
        said
    )


def test_check_names_a_hundred_faults_and_counts_the_rest(tmp_path):
    own = tmp_path / "own.yaml"
    points = "".join(f"  - {{id: p{n}, number: {n}, text: t, heard: x}}\n" for n in range(1, 151))
    own.write_text(EXAMPLE[: EXAMPLE.index("criteria:")] + f"criteria:\n{points}", encoding="utf-8")
    said = run("schemes", "check", own, status=1).stderr.splitlines()
    assert len(said) == 101
    assert said[-1] == "observe: own.yaml: and 50 more faults"


def test_check_refuses_an_id_that_the_program_has(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(EXAMPLE.replace("id: telephone-manner", "id: resolve-problems"), encoding="utf-8")
    assert "one of the program's own schemes has" in run("schemes", "check", own, status=1).stderr


def test_the_page_on_schemes_names_every_key_of_the_format():
    page = (DOCS / "schemes.md").read_text(encoding="utf-8")
    scheme = parse(EXAMPLE, "example")
    parts = [
        scheme,
        scheme.criteria[0],
        scheme.situations["plan"],
        scheme.watch[0],
        scheme.criteria[1].ways[0],
    ]
    parts.append(scheme.criteria[1].ways[0].answered)
    keys = {field.name for part in parts for field in fields(part) if field.init}
    assert [key for key in sorted(keys) if f"`{key}" not in page and f"{key}:" not in page] == []


def test_mark_writes_a_line_a_scheme_and_criterion(transcript, tmp_path):
    out = tmp_path / "findings.jsonl"
    run("mark", transcript, "--out", out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == sum(len(scheme.criteria) for scheme in load_all())
    assert all([*row] == ["dialogue", "scheme", "criterion", "outcome", "evidence", "because"] for row in rows)
    assert {row["dialogue"] for row in rows} == {"call 7"}
    evidence = [cue for row in rows for cue in row["evidence"]]
    assert evidence
    assert {cue["turn"] for cue in evidence} <= {10, 20, 30, 40}
    said = {10 * (place + 1): text for place, (_, text) in enumerate(CALL)}
    assert all([*cue] == ["turn", "quote", "cue"] and cue["quote"] in said[cue["turn"]] for cue in evidence)
    assert not [row["because"] for row in rows if re.search(r"\d\d:\d\d", row["because"])]
    assert run("mark", transcript).stdout == out.read_text(encoding="utf-8")


def test_a_faulty_transcript_leaves_the_old_findings_as_they_were(transcript, tmp_path):
    out = tmp_path / "findings.jsonl"
    out.write_text("old\n", encoding="utf-8")
    transcript.write_text(transcript.read_text(encoding="utf-8") + "not json\n", encoding="utf-8")
    with pytest.raises(TranscriptInvalid, match=":5"):
        run("mark", transcript, "--out", out)
    assert out.read_text(encoding="utf-8") == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["call.jsonl", "findings.jsonl"]


def test_marking_needs_no_heavy_library():
    heavy = "{'torch', 'streamlit', 'sqlalchemy'}"
    code = f"import sys, observe.marking.points, observe.cli.schemes; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_mark_is_the_function_that_the_program_uses(transcript):
    """The command adds nothing to what `mark` says of the same cues."""
    [dialogue] = read_dialogues(transcript)
    cues = find(dialogue.turns, dialogue.context)
    expected = [found.outcome for scheme in load_all() for found in mark(scheme, dialogue.turns, cues)]
    printed = run("mark", transcript, "--cues", "rules").stdout.splitlines()
    assert [json.loads(line)["outcome"] for line in printed] == expected
