"""Every text that was marked by is kept, and two texts under one version are told apart."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import text

from observe.errors import NotFound, SchemeInvalid, UsageError
from observe.schemes import Criterion, Scheme, parse

MANNER = """
id: telephone-manner
title: Telephone manner
version: "{version}"
source: Centre handbook, section 4
criteria:
  - id: uses-name
    number: 1
    text: {point}
    heard: on_call
    cues: [customer_name]
    opportunity: always
"""


def manner(point="Calls the customer by name.", version="1.0"):
    return parse(MANNER.format(point=point, version=version), "telephone-manner.yaml")


def sum_of(scheme):
    return hashlib.sha256(scheme.yaml.encode()).hexdigest()


def test_a_kept_scheme_comes_back_as_its_text_said(store):
    kept = store.schemes.keep(manner())
    found = store.schemes.get("telephone-manner", "1.0", kept.sha256)
    assert found == manner()
    assert found.yaml == manner().yaml
    assert kept.sha256 == found.sha256 == sum_of(manner())


def test_a_scheme_that_is_kept_again_keeps_its_version(store):
    assert [store.schemes.keep(manner()).version for _ in range(3)] == ["1.0"] * 3


def test_an_edit_without_a_new_version_is_told_apart_by_its_sum(store):
    first, edited = manner(), manner("Calls the customer by the name they prefer.")
    called = f"1.0+{sum_of(edited)[:6]}"
    assert store.schemes.keep(first).version == "1.0"
    assert store.schemes.keep(edited).version == called
    assert store.schemes.keep(first).version == "1.0"
    assert store.schemes.get("telephone-manner", called, sum_of(edited)).criteria == edited.criteria
    assert store.schemes.get("telephone-manner", called, sum_of(edited)).version == called
    assert store.schemes.get("telephone-manner", "1.0", sum_of(first)).criteria == first.criteria


def test_what_was_kept_may_be_kept_again_under_the_version_that_it_was_given(store):
    store.schemes.keep(manner())
    edited = store.schemes.keep(manner("Uses the name."))
    assert store.schemes.keep(edited).version == edited.version


def test_a_new_version_is_called_as_it_calls_itself(store):
    store.schemes.keep(manner())
    assert store.schemes.keep(manner("Uses the name.", version="1.1")).version == "1.1"


def test_a_version_that_looks_like_anothers_mark_takes_nobodys_name(store):
    edited = manner("Uses the name.")
    sly = manner("Sings the name.", version=f"1.0+{sum_of(edited)[:6]}")
    names = [store.schemes.keep(scheme).version for scheme in (manner(), sly, edited)]
    assert names == ["1.0", f"1.0+{sum_of(edited)[:6]}", f"1.0+{sum_of(edited)[:12]}"]


@pytest.mark.parametrize(
    "wrong", [("other", "1.0", None), ("telephone-manner", "2.0", None), (None, None, "0" * 64)]
)
def test_what_is_not_kept_is_said_not_to_be(store, wrong):
    kept = store.schemes.keep(manner())
    asked = [given or own for given, own in zip(wrong, (kept.id, kept.version, kept.sha256), strict=True)]
    with pytest.raises(
        NotFound, match=r"no text of the scheme “.*” [\d.]+ with the sum [0-9a-f]{12}… is kept here"
    ):
        store.schemes.get(*asked)


def test_a_text_can_be_asked_for_by_what_it_is_called_alone(store):
    edited = [store.schemes.keep(scheme) for scheme in (manner(), manner("Uses the name."))][1]
    assert store.schemes.get("telephone-manner", "1.0") == manner()
    assert store.schemes.get("telephone-manner", edited.version) == edited
    with pytest.raises(NotFound, match=r"no text of the scheme “telephone-manner” 2.0 is kept here"):
        store.schemes.get("telephone-manner", "2.0")


def test_a_scheme_without_a_text_cannot_be_kept(store):
    made = Scheme("made", "Made in code", "1.0", "nobody", (Criterion("a", 1, "A point.", "not_on_recording"),))
    with pytest.raises(UsageError, match="without its text"):
        store.schemes.keep(made)


def test_a_text_that_can_no_longer_be_read_is_named_with_its_line(store):
    kept = store.schemes.keep(manner())
    with store._database.writing() as session:  # as if a later version had dropped the cue
        session.execute(text("UPDATE schemes SET text = replace(text, 'customer_name', 'customer_shoe')"))
    with pytest.raises(SchemeInvalid, match=r"telephone-manner 1.0, as it was kept, line 11: .*customer_shoe"):
        store.schemes.get(kept.id, kept.version, kept.sha256)


KEEP = """
from observe.schemes import parse
texts = Path(argv[0]).read_text().split("=====")
for text in texts if argv[1] == "forward" else reversed(texts):
    kept = store.schemes.keep(parse(text, "a scheme"))
    print(kept.sha256, kept.version, sep="/")
"""


def test_processes_that_keep_at_once_give_each_text_one_name(place, store, said_by, tmp_path):
    schemes = [manner(f"Uses the name {n} times.") for n in range(12)]
    path = tmp_path / "texts"
    path.write_text("=====".join(scheme.yaml for scheme in schemes))
    one, two = said_by(*(place.process(KEEP, path, way) for way in ("forward", "back")))
    assert sorted(one) == sorted(two)
    names = dict(said.split("/") for said in one)
    assert set(names) == {sum_of(scheme) for scheme in schemes}
    assert sorted(names.values()).count("1.0") == 1
    assert all(version in ("1.0", f"1.0+{sha256[:6]}") for sha256, version in names.items())
