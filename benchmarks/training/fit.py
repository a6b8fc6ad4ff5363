"""Fitting the adapter: low-rank changes to every linear map of MiniLM, and one linear head.

All heads learn together; a label that nobody gave counts for nothing. Which line comes when, what is left out
and every first number follow from one seed, so the same machine fits the same adapter again.
"""

# torch, transformers and peft are read as Any, so that checking the types does not take minutes.
# mypy: disable-error-code="misc"

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertModel

from benchmarks.training.lines import Line
from observe.meaning import HEADS
from observe.meaning.encoder import PADDING, SCALE, WIDTH, Tokens, pooled, stacked

RANK = 16
EPOCHS = 2
RATE = 2e-3
BATCH = 32
SEED = 20261122
#: Of lines in which nothing was heard, this share is read in each epoch; of those of one or two words, this.
EMPTY_SHARE, BRIEF_SHARE = 0.5, 0.15
#: A yes counts for more than a no, by the root of how much rarer it is, at most this much.
MOST_WEIGHT = 4.0

Said = Callable[[str], None]


class Fitted(nn.Module):
    """MiniLM with an adapter that can learn, and the head."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(
            weights,
            add_pooling_layer=False,
            local_files_only=True,
            hidden_dropout_prob=0.0,  # two epochs of a small adapter do not overfit, and this is much faster
            attention_probs_dropout_prob=0.0,
        )
        config = LoraConfig(
            r=RANK,
            lora_alpha=int(SCALE * RANK),
            target_modules=[
                "query",
                "key",
                "value",
                "attention.output.dense",
                "intermediate.dense",
                "output.dense",
            ],
        )
        self.encoder: Any = get_peft_model(encoder, config)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(2 * WIDTH, len(HEADS))

    def forward(self, tokens: Tensor, segments: Tensor) -> Tensor:
        """Logits, shape (passages, heads)."""
        vectors = self.encoder(
            input_ids=tokens, attention_mask=(tokens != PADDING).long(), token_type_ids=segments
        ).last_hidden_state
        given: Tensor = self.head(self.drop(pooled(vectors, tokens, segments)))
        return given

    def save(self, folder: Path) -> None:
        """Write the adapter as peft does, and the head beside it, in half precision."""
        folder.mkdir(parents=True, exist_ok=True)
        adapter = get_peft_model_state_dict(self.encoder)
        save_file(_half(adapter), folder / "adapter_model.safetensors")
        save_file(_half(self.head.state_dict()), folder / "heads.safetensors")


def fit(lines: Sequence[Line], weights: Path, say: Said) -> Fitted:
    """Fit an adapter to lines.

    Args:
        lines: to learn from; those that teach nothing are passed over.
        weights: MiniLM's folder.
        say: told how far it is.
    """
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tokens = Tokens(weights / "tokenizer.json")
    taught = [line for line in lines if line.teaches]
    coded = [tokens.code(line.passage) for line in taught]
    model = Fitted(weights)
    parameters = [one for one in model.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    answers, asked = _answers(taught)
    weight = 1 + (_yes_weights(answers, asked) - 1) * answers
    epochs = [_epoch(taught, coded, chance) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    done, running = 0, 0.0
    model.train()
    for batches in epochs:
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, done / (0.1 * steps) + 0.01) * (1 - done / steps)
            given = model(*stacked([coded[place] for place in batch]))
            counted = asked[batch] * weight[batch]
            loss = nn.functional.binary_cross_entropy_with_logits(given, answers[batch], reduction="none")
            loss = (loss * counted).sum() / asked[batch].sum().clamp(min=1)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            done += 1
            running += loss.item()
            if done % 50 == 0:
                say(f"{done} of {steps} steps, loss {running / 50:.3f}")
                running = 0.0
    return model.eval()


def logits(model: Fitted, lines: Sequence[Line], weights: Path) -> list[tuple[float, ...]]:
    """What a fitted adapter says of lines, each a logit a head."""
    tokens = Tokens(weights / "tokenizer.json")
    coded = [tokens.code(line.passage) for line in lines]
    found: list[tuple[float, ...]] = [()] * len(coded)
    with torch.inference_mode():
        for batch in _of_like_length(range(len(coded)), coded):
            given = model(*stacked([coded[place] for place in batch]))
            for place, row in zip(batch, given.tolist(), strict=True):
                found[place] = tuple(row)
    return found


def _answers(lines: Sequence[Line]) -> tuple[Tensor, Tensor]:
    """Answers and whether there is one, each of shape (lines, heads)."""
    given = [[answer or 0.0 for answer in line.answers] for line in lines]
    asked = [[float(answer is not None) for answer in line.answers] for line in lines]
    return torch.tensor(given), torch.tensor(asked)


def _yes_weights(answers: Tensor, asked: Tensor) -> Tensor:
    yes = (answers * asked).sum(0).clamp(min=1)
    return ((asked.sum(0) - yes) / yes).sqrt().clamp(1.0, MOST_WEIGHT)


def _epoch(lines: Sequence[Line], coded: Sequence[Any], chance: random.Random) -> list[list[int]]:
    places = [place for place, line in enumerate(lines) if chance.random() < _share(line)]
    # Few lines show empathy, so they are read twice.
    places += [place for place, line in enumerate(lines) if line.corpus == "epitome"]
    chance.shuffle(places)
    chunks = (places[start : start + BATCH * 16] for start in range(0, len(places), BATCH * 16))
    batches = [batch for chunk in chunks for batch in _of_like_length(chunk, coded)]
    chance.shuffle(batches)
    return batches


def _share(line: Line) -> float:
    if 1.0 in line.answers or line.corpus in ("annomi", "epitome"):
        return 1.0
    return BRIEF_SHARE if len(line.passage.line.split()) <= 2 else EMPTY_SHARE


def _of_like_length(places: Sequence[int] | range, coded: Sequence[Any]) -> Iterator[list[int]]:
    order = sorted(places, key=lambda place: len(coded[place][0]))
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _half(state: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name: tensor.half().contiguous() for name, tensor in state.items()}
