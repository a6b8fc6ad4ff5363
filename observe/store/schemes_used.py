"""Which text of a unit holds: for an observation, for an assessment, and beside a call that is marked now.

An observation holds to the texts that it was marked by, and an assessment to the version by which it was begun,
whatever became of the files since. Everything that asks which text of a scheme is meant asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from observe.assessment.events import Entry, Subject
from observe.errors import NotFound, SchemeInvalid
from observe.observation import Observation, SchemeUsed
from observe.schemes import Scheme, load_all, own_folders

if TYPE_CHECKING:
    from observe.store import Store


def scheme_of(store: Store, observation: Observation, scheme_id: str) -> Scheme:
    """The scheme by which an observation was marked; its ``version`` is the one that ``Subject`` takes.

    An observation from before documents named the texts was marked by one that nobody kept; the first kept
    since under the version that the observation says stands in for it, else the one installed.

    Args:
        store: which keeps the texts.
        observation: read from its document.
        scheme_id: of one that it has findings by.

    Raises:
        NotFound: the observation was not marked by that scheme, or its text is neither kept nor installed.
        SchemeInvalid: this version of observe cannot read the text any more.
    """
    if scheme_id not in _ids(observation):
        raise NotFound(
            f"found no finding by the scheme “{scheme_id}” in this observation of {observation.recording.file}",
            "Analyse the recording again with that scheme",
        )
    used = next((each for each in observation.schemes if each.id == scheme_id), None)
    if used is not None:
        try:
            return store.schemes.get(used.id, used.version, used.sha256)
        except NotFound:
            return _same_text(used, store)
    return _standing_in(scheme_id, _said(observation).get(scheme_id), store)


def schemes_of(store: Store, observation: Observation) -> tuple[Scheme, ...]:
    """Every scheme by which an observation was marked, in order; those whose text cannot be had are left out.

    Raises:
        SchemeInvalid: this version of observe cannot read a text any more.
    """
    found = []
    for scheme_id in _ids(observation):
        try:
            found.append(scheme_of(store, observation, scheme_id))
        except NotFound:
            continue
    return tuple(found)


def begun_by(store: Store, subject: Subject) -> Scheme | None:
    """The unit as it was when an assessment was begun, else the one installed; None where there is neither."""
    return _kept(store, subject.scheme, subject.version) or installed(store).get(subject.scheme)


def in_force(store: Store, scheme: Scheme, entries: Iterable[Entry]) -> Scheme:
    """The unit in the version by which an assessment was begun, be the call analysed by a later one since.

    Args:
        store: which keeps the texts.
        scheme: by which the call was analysed.
        entries: of every assessment of the call.
    """
    begun = [entry.subject.version for entry in entries if entry.subject.scheme == scheme.id]
    if not begun or scheme.version in begun:
        return scheme
    # Where nobody kept that text, this one stands in.
    return _kept(store, scheme.id, begun[-1]) or scheme.read_from(scheme.yaml, version=begun[-1])


def installed(store: Store) -> Mapping[str, Scheme]:
    """The schemes installed for a data folder by id, in order, read again only when a file has changed.

    Raises:
        SchemeInvalid: a file breaks a rule of the format.
    """
    folders = own_folders(store.folder)
    files = ((path, path.stat()) for folder in folders for path in sorted(folder.glob("*.yaml")))
    return _read(folders, tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in files))


@lru_cache(maxsize=8)
def _read(folders: tuple[Path, ...], _files: tuple[tuple[Path, int, int], ...]) -> Mapping[str, Scheme]:
    return MappingProxyType({scheme.id: scheme for scheme in load_all(folders)})


def _kept(store: Store, scheme_id: str, version: str) -> Scheme | None:
    """A version's text as it was first kept, or None where nobody kept it or it can no longer be read."""
    try:
        return store.schemes.get(scheme_id, version)
    except (NotFound, SchemeInvalid):
        return None


def _same_text(used: SchemeUsed, store: Store) -> Scheme:
    """The installed scheme of the very same text: an observation may come from another data folder."""
    scheme = installed(store).get(used.id)
    if scheme is None or scheme.sha256 != used.sha256:
        raise NotFound(
            f"no text of the scheme “{used.id}” {used.version} with the sum {used.sha256[:12]}… is kept here",
            "Analyse the recording again",
        )
    return scheme.read_from(scheme.yaml, version=used.version)


def _standing_in(scheme_id: str, said: str | None, store: Store) -> Scheme:
    """What stands in for a text that nobody kept: the first that was kept since, so that it stays the same."""
    there = installed(store).get(scheme_id)
    version = said or (there.version if there else "")
    try:
        return store.schemes.get(scheme_id, version)
    except NotFound:
        if there is not None and there.version == version:
            return store.schemes.keep(there)
    named = f"“{scheme_id}” {version}".strip()
    raise NotFound(
        f"the text of the scheme {named} was not kept when this observation was made, nor is it installed",
        "Analyse the recording again",
    )


def _ids(observation: Observation) -> tuple[str, ...]:
    named: Iterable[str] = (used.id for used in observation.schemes)
    return tuple(dict.fromkeys([*named, *(finding.scheme for finding in observation.findings)]))


def _said(observation: Observation) -> Mapping[str, str]:
    """Versions by scheme id, as the options of older documents say them: “id version”."""
    listed = observation.provenance.options.get("schemes", ())
    if not isinstance(listed, list | tuple):
        return {}
    pairs = (str(each).partition(" ") for each in listed)
    return {name: version for name, _, version in pairs}
