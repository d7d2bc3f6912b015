# ---
# title: Causal self-attention in ten lines
# summary: Each position takes a weighted average of the values before it, and none of those after it.
# framework: numpy
# needs: [numpy, torch]
# objective: [models/autoregressive, concepts/autoregression]
# seconds: 4
# ---

# Five words, each with a question, a label and a message of eight numbers. In a Transformer all three come from the word by
# learned matrices; here they are random.

# region attention
import numpy as np

rng = np.random.default_rng(0)
words, width = 5, 8
query = rng.normal(size=(words, width))  # what each word is looking for
key = rng.normal(size=(words, width))  # what each word offers to be found by
value = rng.normal(size=(words, width))  # what each word has to say

score = query @ key.T / np.sqrt(width)  # (5, 5): row i asks, column j answers
future = np.triu(np.ones((words, words), dtype=bool), k=1)  # above the diagonal
score[future] = -np.inf  # a word must not look at those that come after it

weight = np.exp(score - score.max(axis=1, keepdims=True))  # exp(-inf) is 0
weight = weight / weight.sum(axis=1, keepdims=True)  # softmax: rows add up to 1
output = weight @ value  # (5, 8): for each word, a mixture of what it may see

print(weight.round(2))
# endregion

# * Line `np.sqrt(width)`: a sum of eight products is larger than a single one; this keeps the scores near 1.
# * Line `-np.inf`: the blindfold. All words are asked in one go, and none sees its own answer.
# * Line `score.max`: taking the largest score off each row changes no weight and avoids overflow.

# The first row has nobody else to look at, and the last may look at all.

# region check
if __name__ == "__main__":
    import torch

    batch = [torch.tensor(array[None]) for array in (query, key, value)]
    reference = torch.nn.functional.scaled_dot_product_attention(
        *batch, is_causal=True
    )
    assert np.allclose(output, reference[0].numpy(), atol=1e-12)
    assert (weight[future] == 0).all() and np.allclose(weight.sum(axis=1), 1)

    # Change the last word: all outputs but the last stay the same.
    value[-1] += 1
    assert np.allclose((weight @ value)[:-1], output[:-1])
# endregion
