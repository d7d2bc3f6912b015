# ---
# title: Temperature, top-k and top-p
# summary: Three small functions that edit a model's list of probabilities before the next piece is drawn.
# framework: numpy
# needs: [numpy, torch, transformers]
# objective: [concepts/sampling-strategies, math/softmax-temperature]
# output: exact
# seconds: 6
# ---

# A model gives scores, the *logits*. The softmax makes probabilities of them, and the two cuts set the logits of unwanted
# pieces to minus infinity, whose exponential is zero.

# region knobs
import numpy as np


def softmax(logits):
    weight = np.exp(logits - logits.max())  # less the maximum: no overflow
    return weight / weight.sum()


def top_k(logits, k):
    """Keep the k best pieces."""
    smallest_kept = np.sort(logits)[-k]
    return np.where(logits >= smallest_kept, logits, -np.inf)


def top_p(logits, p):
    """Keep the smallest set of best pieces whose probabilities reach p."""
    best_first = np.argsort(-logits)
    probability = softmax(logits)[best_first]
    before = np.cumsum(probability) - probability  # the sum of the better ones
    kept = best_first[before < p]  # the piece that crosses the line is kept
    cut = np.full_like(logits, -np.inf)
    cut[kept] = logits[kept]
    return cut


# endregion

# Four pieces, as in the example on the page about sampling strategies:

# region use
logits = np.array([2.0, 1.0, 0.5, -1.0])
print("as trained", softmax(logits).round(4))
print("T = 0.5   ", softmax(logits / 0.5).round(4))
print("T = 2     ", softmax(logits / 2).round(4))
print("top-k, 2  ", softmax(top_k(logits, 2)).round(4))
print("top-p, 0.9", softmax(top_p(logits, 0.9)).round(4))
# endregion

# * Line `logits / 0.5`: a temperature divides the *logits*. Dividing probabilities and rescaling changes nothing.

# region check
if __name__ == "__main__":
    import torch
    from transformers.generation import (
        TemperatureLogitsWarper,
        TopKLogitsWarper,
        TopPLogitsWarper,
    )

    rng = np.random.default_rng(0)
    for _ in range(20):
        many = rng.normal(size=50) * 3
        tensor = torch.tensor(many)[None]
        for ours, theirs in [
            (many / 0.7, TemperatureLogitsWarper(0.7)),
            (top_k(many, 5), TopKLogitsWarper(5)),
            (top_p(many, 0.9), TopPLogitsWarper(0.9)),
        ]:
            reference = theirs(None, tensor.clone())[0].numpy()
            assert np.allclose(softmax(ours), softmax(reference), atol=1e-12)
    assert softmax(top_p(logits, 0.9)).round(4).tolist() == [
        0.6285,
        0.2312,
        0.1402,
        0,
    ]
    assert softmax(top_k(logits, 2)).round(4).tolist() == [0.7311, 0.2689, 0, 0]
# endregion
