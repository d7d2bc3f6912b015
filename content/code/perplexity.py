# ---
# title: Perplexity from logits
# summary: Average the negative log-probability of the true tokens, then exponentiate, in this order.
# framework: numpy
# needs: [numpy, torch, torchmetrics]
# objective: [metrics/perplexity, math/ar-metrics]
# seconds: 10
# ---

# At each place of a text a model gives one logit for every token of its vocabulary. How surprised was it by the token that
# really came?

# region perplexity
import numpy as np


def surprise(logits, targets):
    """Nats for each token: (tokens, vocabulary) and (tokens,) give (tokens,)."""
    logits = logits - logits.max(axis=1, keepdims=True)  # avoids overflow
    log_prob = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -log_prob[np.arange(len(targets)), targets]  # the true one of each row


rng = np.random.default_rng(0)
targets = rng.integers(1000, size=200)  # the tokens that really came
for hunch in [0, 5, 10]:  # how much higher the model scores the true token
    logits = rng.normal(size=(200, 1000)) if hunch else np.zeros((200, 1000))
    logits[np.arange(200), targets] += hunch
    nats = surprise(logits, targets).mean()
    print(f"hunch {hunch:2}: {nats:.2f} nats a token", end=", ")
    print(f"perplexity {np.exp(nats):.1f}")
# endregion

# * Line `log_prob[`: two lists of indices pick one entry from each row, here that of the true token.

# The model without a hunch is as undecided as among all 1,000 tokens. Now two documents, a short easy one and a long hard one:

# region average
short, long = np.full(10, 2.0), np.full(90, 4.0)  # nats for each token
right = np.exp(np.concatenate([short, long]).mean())
wrong = (np.exp(short.mean()) + np.exp(long.mean())) / 2
print(f"over all tokens {right:.2f}; mean of the two perplexities {wrong:.2f}")
# endregion

# Average the nats over all tokens and exponentiate at the very end. The mean of perplexities is a number without a meaning.

# region check
if __name__ == "__main__":
    import torch
    from torchmetrics.text import Perplexity

    logits, targets = rng.normal(size=(40, 17)), rng.integers(17, size=40)
    metric = Perplexity().set_dtype(torch.float64)
    metric.update(torch.tensor(logits)[None], torch.tensor(targets)[None])
    ours = np.exp(surprise(logits, targets).mean())
    assert np.isclose(ours, metric.compute().item(), rtol=1e-6)

    uniform = np.zeros((5, 50257))
    assert round(surprise(uniform, np.arange(5)).mean(), 3) == 10.825
    three = np.log(np.array([[0.5, 0.5], [0.25, 0.75], [0.8, 0.2]]))
    assert (
        round(np.exp(surprise(three, np.zeros(3, dtype=int)).mean()), 3) == 2.154
    )
    assert (round(right, 2), round(wrong, 2)) == (44.70, 30.99)
# endregion
