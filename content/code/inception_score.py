# ---
# title: The Inception Score in NumPy
# summary: Clear opinions about single pictures, varied opinions about the set, and no look at a real picture.
# framework: numpy
# needs: [numpy, torch, torchmetrics]
# objective: [metrics/inception-score]
# output: exact
# seconds: 10
# ---

# All that goes in is a classifier's opinion of each generated picture.

# region score
import numpy as np


def inception_score(opinion):
    """Class probabilities of n pictures, shape (n, classes); rows add up to 1."""
    average = opinion.mean(axis=0)  # (classes,): p(y)
    # 0 log 0 counts as 0: let the ratio be 1 where the probability is 0.
    one = np.ones_like(opinion)
    ratio = np.divide(opinion, average, out=one, where=opinion > 0)
    kl = (opinion * np.log(ratio)).sum(axis=1)  # (n,): how far from the average?
    return np.exp(kl.mean())


# endregion

# * Line `np.divide`: divides only `where` the condition holds, and leaves the ones of `out` elsewhere.

# Four sets of two pictures, judged by a classifier that knows two classes:

# region use
for what, opinion in [
    ("clear and different", [[0.9, 0.1], [0.1, 0.9]]),
    ("certain of two classes", [[1, 0], [0, 1]]),
    ("certain of one class", [[1, 0], [1, 0]]),
    ("unsure of everything", [[0.5, 0.5], [0.5, 0.5]]),
]:
    print(f"{what:22} {inception_score(np.array(opinion, dtype=float)):.3f}")
# endregion

# Clear *and* varied gives the number of classes, 2. One of the two wishes alone gives 1.

# region check
if __name__ == "__main__":
    import warnings

    import torch
    from torchmetrics.image.inception import InceptionScore

    class Logits(torch.nn.Module):
        """Stands where Inception would stand: the data are logits already."""

        num_features = 10

        def forward(self, x):
            return x

    logits = 2 * np.random.default_rng(0).normal(size=(800, 10))
    opinion = np.exp(logits)
    opinion = opinion / opinion.sum(axis=1, keepdims=True)
    with warnings.catch_warnings():  # it warns that one split has no deviation
        warnings.simplefilter("ignore")
        metric = InceptionScore(feature=Logits(), splits=1)
        metric.update(torch.tensor(logits))
        reference = metric.compute()[0].item()
    assert np.isclose(inception_score(opinion), reference, rtol=1e-6)

    # The worked examples of the page.
    assert round(inception_score(np.array([[0.9, 0.1], [0.1, 0.9]])), 3) == 1.445
    sure = np.full((4, 3), 0.1) + 0.7 * np.eye(3)[[0, 0, 1, 2]]
    assert round(inception_score(sure), 3) == 1.538
    assert np.isclose(inception_score(np.eye(5)), 5)
# endregion
