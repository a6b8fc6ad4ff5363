"""``python -m benchmarks.training [encoder|decisions|labels]``: all by default, in this order.

``encoder`` fits an adapter for each fold, keeps what each says of the lines it did not see, and fits the one
that is shipped on all lines. ``decisions`` then weighs the adapter against the rules. ``labels`` fits what each
turn of a call does, and how marking points come out.
"""

from __future__ import annotations

import sys
import time

from benchmarks.data import DataMissing
from benchmarks.training import out_of_fold
from benchmarks.training.lines import FOLDS, folds, load
from observe import weights
from observe.meaning.reader import ADAPTER, ENCODER


def encoder() -> None:
    """Fit, and keep the adapter and the out-of-fold numbers."""
    import torch

    from benchmarks.training.fit import fit, logits

    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(2)
    folder = weights.folder(ENCODER)
    lines = load()
    fold = folds(lines)
    scored, said = [], []
    for held_out in range(FOLDS):
        model = fit(
            [line for line in lines if fold[line.dialogue] != held_out], folder, _say(f"fold {held_out}")
        )
        rest = [line for line in lines if line.scored and fold[line.dialogue] == held_out]
        scored += rest
        said += logits(model, rest, folder)
    out_of_fold.save(scored, said, fold)
    fit(lines, folder, _say("all")).save(ADAPTER)


def main(parts: list[str]) -> int:
    """Run the parts named."""
    try:
        if not parts or "encoder" in parts:
            encoder()
        if not parts or "decisions" in parts:
            from benchmarks.training.decisions import write

            print(write())
        if not parts or "labels" in parts:
            from benchmarks.training import labels

            print(labels.main())
    except DataMissing as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    return 0


def _say(what: str):  # noqa: ANN202
    began = time.monotonic()
    return lambda text: print(f"{what}: {text}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
