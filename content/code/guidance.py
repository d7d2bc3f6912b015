# ---
# title: Classifier-free guidance where every score is known
# summary: A larger guidance scale pushes samples away from the other class and makes them less varied.
# framework: numpy
# needs: [numpy]
# objective: [concepts/guidance, math/cfg, models/latent-diffusion]
# seconds: 6
# ---

# The data are numbers of two classes, each class a Gaussian. Noise makes each of them wider and nothing else, so the scores
# of the noisy data can be written down, and no network is needed.

# region scores
import numpy as np

means = np.array([-1.0, 1.0])  # of class 0 and class 1
spread = 0.5  # of both


def scores(x, noise):
    """Exact scores of noisy data at x, (n,): without a class, and for class 1."""
    variance = spread**2 + noise**2
    towards = (means - x[:, None]) / variance  # (n, 2): the pull of each class
    share = np.exp(-0.5 * (x[:, None] - means) ** 2 / variance)
    share = share / share.sum(axis=1, keepdims=True)  # (n, 2): p(class | x)
    return (share * towards).sum(axis=1), towards[:, 1]


# endregion

# The sampler starts from noise and walks to less and less of it. At every step it asks twice, and exaggerates the difference
# by the guidance scale $s$.


# region sample
def sample(s, n=4000, steps=800):
    x = 20 * np.random.default_rng(0).normal(size=n)  # nothing but noise
    noise = np.geomspace(20, 0.01, steps + 1)
    for now, later in zip(noise, noise[1:]):
        plain, conditional = scores(x, now)
        guided = plain + s * (conditional - plain)
        x = x + (now**2 - later**2) / 2 * guided  # one small step to less noise
    return x


for s in [0, 1, 3, 7.5]:
    x = sample(s)
    print(f"s = {s:3}  mean {x.mean():5.2f}  spread {x.std():.2f}")
# endregion

# * Line `guided =`: $s = 0$ ignores the class, $s = 1$ is the plain conditional model, and more extrapolates.

# The class has mean 1 and spread 0.5, and $s = 1$ finds both. Larger scales push the mean away from the *other* class, far
# beyond 1, and the spread shrinks: clearer, and less varied.

# region check
if __name__ == "__main__":
    runs = {s: sample(s) for s in [0, 1, 3, 7.5]}
    assert (
        abs(runs[0].mean()) < 0.06 and abs(runs[0].std() - np.sqrt(1.25)) < 0.05
    )
    assert abs(runs[1].mean() - 1) < 0.05 and abs(runs[1].std() - 0.5) < 0.05
    assert runs[7.5].std() < runs[3].std() < runs[1].std()
    assert runs[7.5].mean() > runs[3].mean() > runs[1].mean() + 0.03

    # The scores are the slopes of the log-densities: compare with differences.
    def log_mixture(x, noise):
        v = spread**2 + noise**2
        parts = -0.5 * (x[:, None] - means) ** 2 / v - 0.5 * np.log(2 * np.pi * v)
        return np.logaddexp.reduce(parts, axis=1) + np.log(0.5)

    at, h = np.linspace(-2, 2, 9), 1e-5
    slope = (log_mixture(at + h, 0.3) - log_mixture(at - h, 0.3)) / (2 * h)
    assert np.allclose(scores(at, 0.3)[0], slope, atol=1e-6)
# endregion
