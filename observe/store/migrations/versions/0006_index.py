"""What the list of calls is searched and filtered by: words, kinds of cue and outcomes of every observation.

Written with each new observation from here on; for those that are there already it is read from their
documents, as that was done when this step was made: nothing here follows the program.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: Documents read at a time: an hour's call takes about a megabyte.
_AT_ONCE = 20
#: Stands between two turns, so that no phrase is found across them.
_BETWEEN = "\n"
_EDGES = '.,;:!?"“”„«»()[]…'


def upgrade() -> None:
    table = op.create_table(
        "observation_index",
        sa.Column(
            "observation", sa.Integer, sa.ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("cues", sa.JSON, nullable=False),
        sa.Column("points", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    observations = sa.table("observations", sa.column("id", sa.Integer), sa.column("document", sa.Text))
    last = 0
    while rows := connection.execute(
        sa.select(observations).where(observations.c.id > last).order_by(observations.c.id).limit(_AT_ONCE)
    ).all():
        connection.execute(
            sa.insert(table),
            [{"observation": number, **_index_of(json.loads(document))} for number, document in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    op.drop_table("observation_index")


def _folded(text: str) -> str:
    """Text made comparable: letter case, kinds of apostrophe and punctuation at a word's edges aside."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").casefold()
    if plain.isascii() and plain.isprintable():  # nearly all that is said, and much the quickest
        return _words(plain)
    kept = "".join(
        " " if character.isspace() else character
        for character in plain
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return _words(kept)


def _words(text: str) -> str:
    return " ".join(word for each in text.split() if (word := each.strip(_EDGES)))


def _index_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The words, kinds of cue and outcomes of an observation document, as the table keeps them."""
    points: dict[str, dict[str, str]] = {}
    for finding in document["findings"]:
        points.setdefault(finding["scheme"], {})[finding["criterion"]] = finding["outcome"]
    return {
        "cues": sorted({cue["cue"] for cue in document["cues"]}),
        "points": points,
        "words": _said(document["turns"]),
    }


def _said(turns: Iterable[Mapping[str, Any]]) -> str:
    return _BETWEEN.join(_folded(" ".join(word["text"] for word in turn["words"])) for turn in turns)
