# ---
# title: Bits per dimension, and the factor of 256
# summary: The same model scored on whole-number pixels and on pixels scaled to 0 to 1; the values agree after adding 8 bits.
# framework: numpy
# needs: [numpy, scipy]
# objective: [metrics/nll-bpd, math/ar-metrics]
# seconds: 3
# ---

# The smallest model of a pixel: a bell (a logistic distribution) around grey level 120. The test set has 500 pictures of 64
# pixels, each a whole number from 0 to 255.

# region model
import numpy as np

centre, scale = 120.0, 12.0
rng = np.random.default_rng(0)
pixels = np.round(rng.logistic(centre, scale, size=(500, 64))).clip(0, 255)


def below(x):
    """The probability of a value below x."""
    return 1 / (1 + np.exp(-(x - centre) / scale))


def bits_per_dim(nats, dims):
    """From nats for one picture to bits for one of its numbers."""
    return nats / (dims * np.log(2))


# endregion

# There are two honest ways to score them, and one trap.

# region bits
# 1. The probability of a whole number: the area over it. The ends get the tails.
upper = np.where(pixels == 255, 1, below(pixels + 0.5))
lower = np.where(pixels == 0, 0, below(pixels - 0.5))
whole = bits_per_dim(-np.log(upper - lower).sum(axis=1), 64).mean()
print(f"whole numbers          {whole:6.3f} bits per dimension")

# 2. Add noise (dequantise), scale to 0..1, take the density: 256 times as high.
share = below(pixels + rng.uniform(-0.5, 0.5, size=pixels.shape))
density = 256 * share * (1 - share) / scale  # the slope of `below`
scaled = bits_per_dim(-np.log(density).sum(axis=1), 64).mean()
print(f"density on 0..1        {scaled:6.3f}")
print(f"the same, plus 8 bits  {scaled + 8:6.3f}")
# endregion

# * Line `upper =`: everything brighter than 255 counts as 255, so that the 256 probabilities add up to 1.
# * Line `density =`: squeezing the axis by 256 makes every density 256 times as high, which looks like 8 bits saved.

# A negative number of bits is the sign of the trap: no test set can be stored in less than nothing.

# region check
if __name__ == "__main__":
    from scipy.stats import logistic

    bell = logistic(centre, scale)
    noisy = centre + scale * np.log(share / (1 - share))  # undo `below`
    assert abs(noisy - pixels).max() < 0.5 + 1e-9
    assert np.allclose(share, bell.cdf(noisy), rtol=1e-6)
    by_scipy = -bell.logpdf(noisy).sum(axis=1).mean()
    assert np.isclose(scaled + 8, bits_per_dim(by_scipy, 64), rtol=1e-6)

    grey = np.arange(256.0)
    upper = np.where(grey == 255, 1, below(grey + 0.5))
    lower = np.where(grey == 0, 0, below(grey - 0.5))
    assert np.isclose((upper - lower).sum(), 1)  # a distribution over 256 values
    # Dequantised scores are a bound, and a tight one for a bell as wide as this.
    assert abs(scaled + 8 - whole) < 0.01
    assert np.isclose(bits_per_dim(3072 * np.log(256), 3072), 8)
    assert round(bits_per_dim(7000, 3072), 3) == 3.287
# endregion
