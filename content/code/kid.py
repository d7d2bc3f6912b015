# ---
# title: KID in NumPy, without a bias
# summary: Compares pairs within the sets and across; for equal distributions the estimate is zero on average, even for 20 pictures.
# framework: numpy
# needs: [numpy, torch, torchmetrics]
# objective: [metrics/kid]
# output: free
# seconds: 12
# ---

# How alike are two pictures of the same set, and how alike are two of different sets?

# region estimate
import numpy as np


def likeness(a, b):
    """The cubic kernel for all pairs: (n, d) and (m, d) give (n, m)."""
    return (a @ b.T / a.shape[1] + 1) ** 3


def kid(real, fake):
    """Unbiased squared MMD of two sets of features, (n, d) and (m, d)."""
    n, m = len(real), len(fake)
    within_real, within_fake = likeness(real, real), likeness(fake, fake)
    # A picture must not be compared with itself: take the diagonals off.
    same_r = (within_real.sum() - np.trace(within_real)) / (n * (n - 1))
    same_g = (within_fake.sum() - np.trace(within_fake)) / (m * (m - 1))
    return same_r + same_g - 2 * likeness(real, fake).mean()


print("worked example:", kid(np.array([[0.0], [1.0]]), np.array([[1.0], [2.0]])))
# endregion

# * Line `np.trace(within_real)`: the diagonal holds each picture's likeness to itself. Leaving it in would be the bias.

# A perfect model again, measured a hundred times with small sets:

# region unbiased
rng = np.random.default_rng(0)
for n in [20, 100, 500]:
    values = np.array([kid(*rng.normal(size=(2, n, 64))) for _ in range(100)])
    print(f"{n:3} pictures: mean {values.mean():+.3f}", end=", ")
    print(f"spread {values.std():.3f}, below zero {(values < 0).mean():.0%}")
# endregion

# * Line `*rng.normal`: the star hands over the two sets of the array as two arguments.

# The mean is zero for any number of pictures, up to the dice. About half of the single values are negative, as they must be
# if the truth is zero; more pictures only make them scatter less.

# region check
if __name__ == "__main__":
    import warnings

    import torch
    from torchmetrics.image.kid import KernelInceptionDistance

    class Features(torch.nn.Module):
        """Stands where Inception would stand: the data are features already."""

        num_features = 64

        def forward(self, x):
            return x

    pair = np.array([[0.0], [2.0]])
    assert kid(np.array([[0.0], [1.0]]), np.array([[1.0], [2.0]])) == 9.5
    assert kid(pair, pair) == -62

    real = rng.normal(size=(300, 64))
    fake = rng.normal(size=(300, 64)) * 1.2 + 0.1
    with warnings.catch_warnings():  # it warns that it keeps all features
        warnings.simplefilter("ignore")
        metric = KernelInceptionDistance(
            feature=Features(), subsets=1, subset_size=300
        )
    metric = metric.set_dtype(torch.float64)
    metric.update(torch.tensor(real), real=True)
    metric.update(torch.tensor(fake), real=False)
    assert np.isclose(kid(real, fake), metric.compute()[0].item(), rtol=1e-6)

    for n in [20, 100]:
        values = [kid(*rng.normal(size=(2, n, 64))) for _ in range(200)]
        assert abs(np.mean(values)) < 5 * np.std(values) / np.sqrt(200)
# endregion
