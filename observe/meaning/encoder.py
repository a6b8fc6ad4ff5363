"""The encoder: all-MiniLM-L6-v2 with a low-rank adapter, one number a cue for each passage.

The passage is read as one sequence: ``[CLS] before [SEP] line [SEP] after``, each turn of the surroundings
opened by "me" or "them"; the line's tokens carry the other segment number. The mean of the line's vectors and
the mean of all of them go to one linear head.

Source: Nils Reimers and Iryna Gurevych, Sentence-BERT, EMNLP 2019 (the encoder); Edward J. Hu and others, LoRA:
    Low-Rank Adaptation of Large Language Models, ICLR 2022 (the adapter).
"""

# torch is read as Any, so that checking the types does not take minutes.
# mypy: disable-error-code="misc"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from observe.meaning import HEADS
from observe.meaning.passages import Passage, Said

#: Tokens kept of what was said before (the last), of the line (its two ends) and after (the first).
BEFORE, LINE, AFTER = 32, 100, 10
WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
PADDING, UNKNOWN, BEGIN, BETWEEN = 0, 100, 101, 102
#: What the product of the low-rank pair is multiplied by (alpha over rank).
SCALE = 2.0
BATCH = 32


class Encoder:
    """MiniLM with its adapter, ready to judge.

    Args:
        weights: folder of all-MiniLM-L6-v2: ``model.safetensors`` and ``tokenizer.json``.
        adapter: folder of the trained part: ``adapter_model.safetensors`` and ``heads.safetensors``.
    """

    def __init__(self, weights: Path, adapter: Path) -> None:
        state = merged(
            load_file(weights / "model.safetensors"), load_file(adapter / "adapter_model.safetensors")
        )
        self._network = Network()
        heads = load_file(adapter / "heads.safetensors")
        head = {f"head.{kind}": heads[kind].float() for kind in ("weight", "bias")}
        self._network.load_state_dict(renamed(state) | head)
        self._network.eval()
        self._tokens = Tokens(weights / "tokenizer.json")

    def logits(self, passages: Sequence[Passage]) -> list[tuple[float, ...]]:
        """For each passage a logit for each of `HEADS`; passages of like length are read together."""
        coded = [self._tokens.code(passage) for passage in passages]
        order = sorted(range(len(coded)), key=lambda place: len(coded[place][0]))
        found: list[tuple[float, ...]] = [()] * len(coded)
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                places = order[start : start + BATCH]
                given = self._network(*stacked([coded[place] for place in places]))
                for place, row in zip(places, given.tolist(), strict=True):
                    found[place] = tuple(row)
        return found


class Tokens:
    """Passages as token numbers."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._me, self._them = self._of("me")[0], self._of("them")[0]

    def code(self, passage: Passage) -> tuple[list[int], list[int]]:
        """Token numbers and segment numbers (1 for the line and the mark after it)."""
        before = [token for said in passage.before for token in self._said(said)][-BEFORE:]
        line = self._of(passage.line) or [UNKNOWN]
        if len(line) > LINE:
            line = line[: LINE // 2] + line[-LINE // 2 :]
        after = [token for said in passage.after for token in self._said(said)][:AFTER]
        tokens = [BEGIN, *before, BETWEEN, *line, BETWEEN, *after]
        return tokens, [0] * (len(before) + 2) + [1] * (len(line) + 1) + [0] * len(after)

    def _said(self, said: Said) -> list[int]:
        return [self._me if said.mine else self._them, *self._of(said.words)]

    def _of(self, words: str) -> list[int]:
        return list(self._tokenizer.encode(words, add_special_tokens=False).ids)


def stacked(coded: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
    """Token and segment numbers of a batch, int64, shape (passages, longest), padded with 0."""
    tokens = nn.utils.rnn.pad_sequence([torch.tensor(one) for one, _ in coded], batch_first=True)
    segments = nn.utils.rnn.pad_sequence([torch.tensor(one) for _, one in coded], batch_first=True)
    return tokens, segments


def pooled(vectors: Tensor, tokens: Tensor, segments: Tensor) -> Tensor:
    """Mean vector of the line beside the mean of all, shape (passages, 2 × width)."""
    everything = (tokens != PADDING).unsqueeze(-1).to(vectors.dtype)
    line = segments.unsqueeze(-1).to(vectors.dtype)
    means = [(vectors * mask).sum(1) / mask.sum(1) for mask in (line, everything)]
    return torch.cat(means, dim=1)


class Network(nn.Module):
    """BERT's six layers as MiniLM has them, and the head."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30_522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        layer = nn.TransformerEncoderLayer(
            WIDTH, ATTENTION_HEADS, INNER, activation="gelu", layer_norm_eps=1e-12, batch_first=True
        )
        self.layers = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.head = nn.Linear(2 * WIDTH, len(HEADS))

    def forward(self, tokens: Tensor, segments: Tensor) -> Tensor:
        """Logits, shape (passages, heads)."""
        places = torch.arange(tokens.shape[1])
        vectors = self.norm(self.words(tokens) + self.positions(places) + self.segments(segments))
        padding = tokens == PADDING
        vectors = self.layers(vectors, src_key_padding_mask=padding if bool(padding.any()) else None)
        given: Tensor = self.head(pooled(vectors, tokens, segments))
        return given


def merged(
    state: Mapping[str, Tensor], adapter: Mapping[str, Tensor], scale: float = SCALE
) -> dict[str, Tensor]:
    """The encoder's weights with the adapter's low-rank changes added.

    Args:
        state: of the encoder, as upstream names it.
        adapter: pairs ``….lora_A.weight`` (rank, in) and ``….lora_B.weight`` (out, rank), as peft writes them.
        scale: what the product of a pair is multiplied by (alpha / rank).
    """
    changed = dict(state)
    for name, down in adapter.items():
        if name.endswith(".lora_A.weight"):
            target = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight") + ".weight"
            up = adapter[name.replace(".lora_A.", ".lora_B.")]
            changed[target] = state[target] + scale * (up.float() @ down.float())
    return changed


def renamed(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Upstream's weights under the names that `Network` has, the head left out.

    Attention's three projections become one, as PyTorch keeps them.
    """
    given = {
        "words.weight": state["embeddings.word_embeddings.weight"],
        "positions.weight": state["embeddings.position_embeddings.weight"],
        "segments.weight": state["embeddings.token_type_embeddings.weight"],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        theirs, ours = f"encoder.layer.{number}", f"layers.layers.{number}"
        for kind in ("weight", "bias"):
            given[f"{ours}.self_attn.in_proj_{kind}"] = torch.cat(
                [state[f"{theirs}.attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            )
            for name, its in _LAYER.items():
                given[f"{ours}.{its}.{kind}"] = state[f"{theirs}.{name}.{kind}"]
    return given


_LAYER = {
    "attention.output.dense": "self_attn.out_proj",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "linear1",
    "output.dense": "linear2",
    "output.LayerNorm": "norm2",
}
