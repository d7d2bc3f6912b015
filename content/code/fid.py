# ---
# title: FID in NumPy, and its bias
# summary: The distance of two feature clouds from their means and covariances, and how it overestimates with few pictures.
# framework: numpy
# needs: [numpy, scipy, torch, torchmetrics]
# objective: [metrics/fid]
# seconds: 12
# ---

# The formula, once features are there. In real use they come from an Inception network, 2,048 for each picture.

# region distance
import numpy as np


def fid(real, fake):
    """Fréchet distance of two sets of features, shapes (n, d) and (m, d)."""
    mean_r, mean_g = real.mean(axis=0), fake.mean(axis=0)  # (d,)
    cov_r = np.cov(real, rowvar=False)  # (d, d)
    cov_g = np.cov(fake, rowvar=False)

    # The trace of a matrix root is the sum of the roots of the eigenvalues. Here
    # they are real and not negative; rounding may put them slightly off.
    eigenvalues = np.linalg.eigvals(cov_r @ cov_g).real.clip(min=0)

    means = ((mean_r - mean_g) ** 2).sum()
    spreads = np.trace(cov_r) + np.trace(cov_g) - 2 * np.sqrt(eigenvalues).sum()
    return means + spreads


# endregion

# * Line `rowvar=False`: pictures are rows and features are columns. NumPy expects the reverse unless told so.
# * Line `np.linalg.eigvals`: gives the trace without the matrix root itself, which is slow and delicate to compute.

# Now measure a perfect model: both sets come from the *same* 64-dimensional Gaussian, so the true distance is 0.

# region bias
rng = np.random.default_rng(0)
for n in [100, 500, 1000, 5000]:
    pairs = rng.normal(size=(5, 2, n, 64))  # five times, two sets of n pictures
    values = [fid(real, fake) for real, fake in pairs]
    print(f"{n:5,} pictures in each set: FID {np.mean(values):.2g}")
# endregion

# All of it is sampling error, and ten times as many pictures make it about ten times as small. Compare only values that were
# measured with the same number of pictures.

# region check
if __name__ == "__main__":
    import scipy.linalg
    import torch
    from torchmetrics.image.fid import FrechetInceptionDistance

    class Features(torch.nn.Module):
        """Stands where Inception would stand: the data are features already."""

        num_features = 64

        def forward(self, x):
            return x

    real = rng.normal(size=(600, 64))
    fake = rng.normal(size=(500, 64)) @ rng.normal(size=(64, 64)) / 8 + 0.3
    cov_r, cov_g = np.cov(real, rowvar=False), np.cov(fake, rowvar=False)
    root = scipy.linalg.sqrtm(cov_r @ cov_g).real
    by_scipy = ((real.mean(0) - fake.mean(0)) ** 2).sum()
    by_scipy += np.trace(cov_r + cov_g - 2 * root)
    assert np.isclose(fid(real, fake), by_scipy, rtol=1e-6)

    metric = FrechetInceptionDistance(feature=Features()).set_dtype(torch.float64)
    metric.update(torch.tensor(real), real=True)
    metric.update(torch.tensor(fake), real=False)
    assert np.isclose(fid(real, fake), metric.compute().item(), rtol=1e-6)

    # The worked examples of the page, with points that have exactly these moments.
    cross = np.array([[1, 0], [-1, 0], [0, 1], [0, -1]]) * np.sqrt(3 / 2)
    assert np.allclose(np.cov(cross, rowvar=False), np.eye(2))
    assert np.isclose(fid(cross, cross @ np.diag([2, 1]) + [1, 2]), 1 + 4 + 1)
    skew = cross @ np.linalg.cholesky([[2, 1], [1, 2]]).T
    assert round(fid(skew, cross), 3) == 0.536
    for n, table in [(100, 22.0), (1000, 2.27)]:
        mean = np.mean([fid(*rng.normal(size=(2, n, 64))) for _ in range(5)])
        assert abs(mean / table - 1) < 0.05, (n, mean)
# endregion
