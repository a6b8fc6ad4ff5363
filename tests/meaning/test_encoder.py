"""The encoder on its real weights: upstream's numbers, and the same answer alone or in a batch."""

import pytest
import torch
from safetensors.torch import load_file

from observe import weights
from observe.meaning import HEADS
from observe.meaning.encoder import Encoder, Network, Tokens, merged, renamed, stacked
from observe.meaning.passages import Passage, Said
from observe.meaning.reader import ADAPTER, ENCODER


@pytest.fixture(scope="module")
def folder():
    return weights.folder(ENCODER)


@pytest.fixture(scope="module")
def plain(folder):
    """The encoder as it was published, without the adapter."""
    network = Network()
    head = {"head.weight": torch.zeros(len(HEADS), 768), "head.bias": torch.zeros(len(HEADS))}
    network.load_state_dict(renamed(load_file(folder / "model.safetensors")) | head)
    return network.eval()


def embedding(network, folder, sentence):
    tokens = torch.tensor([[101, *Tokens(folder / "tokenizer.json")._of(sentence), 102]])
    with torch.inference_mode():
        given = network.words(tokens) + network.positions(torch.arange(tokens.shape[1]))
        vectors = network.layers(network.norm(given + network.segments(torch.zeros_like(tokens))))
    return torch.nn.functional.normalize(vectors.mean(1), dim=1)[0]


def test_the_published_encoder_gives_upstreams_numbers(plain, folder):
    # Made with transformers' BertModel on the same weights.
    given = embedding(plain, folder, "so you were charged twice")
    assert given[:4].tolist() == pytest.approx([0.0257995, 0.0397976, 0.0251938, 0.0637836], abs=1e-5)


def test_like_sentences_lie_closer_than_unlike_ones(plain, folder):
    said, like, unlike = (
        embedding(plain, folder, sentence)
        for sentence in (
            "so you were charged twice",
            "my bill was taken two times",
            "the engineer comes on friday",
        )
    )
    assert float(said @ like) == pytest.approx(0.6247, abs=1e-3)
    assert float(said @ unlike) == pytest.approx(0.0741, abs=1e-3)


def test_a_passage_is_judged_alike_alone_and_in_a_batch(folder):
    encoder = Encoder(folder, ADAPTER)
    passages = [
        Passage(0, 0, 1, "so you were charged twice " * n, (Said(False, "i was charged"),), ())
        for n in (1, 4, 9)
    ]
    together = encoder.logits(passages)
    for passage, row in zip(passages, together, strict=True):
        assert encoder.logits([passage])[0] == pytest.approx(row, abs=1e-3)


def test_the_line_is_told_from_what_surrounds_it(folder):
    passage = Passage(
        0, 0, 2, "your bill", (Said(False, "my bill"), Said(True, "right")), (Said(False, "yes"),)
    )
    tokens, segments = Tokens(folder / "tokenizer.json").code(passage)
    assert len(tokens) == len(segments)
    assert sum(segments) == 3  # two words and the mark after them


def test_padding_is_where_a_passage_is_shorter():
    tokens, segments = stacked([([101, 7, 102], [0, 1, 1]), ([101], [0])])
    assert tokens.tolist() == [[101, 7, 102], [101, 0, 0]]
    assert segments.tolist() == [[0, 1, 1], [0, 0, 0]]


def test_an_adapter_adds_the_product_of_its_pair():
    state = {"layer.weight": torch.eye(2)}
    adapter = {
        "base_model.model.layer.lora_A.weight": torch.tensor([[1.0, 0.0]]),
        "base_model.model.layer.lora_B.weight": torch.tensor([[0.0], [3.0]]),
    }
    assert merged(state, adapter, scale=2.0)["layer.weight"].tolist() == [[1.0, 0.0], [6.0, 1.0]]
