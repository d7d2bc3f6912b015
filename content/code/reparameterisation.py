# ---
# title: Two ways to differentiate through dice
# summary: The reparameterised gradient and the score-function gradient have the same mean and very different scatter.
# framework: numpy
# needs: [numpy, torch]
# objective: [concepts/reparameterisation, math/reparam]
# seconds: 4
# ---

# A code is drawn from a Gaussian, and the decoder's verdict on it is its square. In which direction should the mean of the
# Gaussian move? Two estimates are right on average; one throw of the dice shows how much each of them scatters.

# region gradients
import numpy as np

mu, sigma = 1.5, 0.5  # z is drawn from N(mu, sigma^2)

rng = np.random.default_rng(0)
epsilon = rng.normal(size=100_000)  # the dice: they know nothing of mu and sigma
z = mu + sigma * epsilon  # (100_000,)
verdict = z**2  # f(z)

# Wanted: the slope in mu of the average verdict. Since E[z^2] = mu^2 + sigma^2, it
# is 2 mu = 3. Each line estimates it once for every throw.
reparameterised = 2 * z * 1  # chain rule: f'(z) times dz/dmu, which is 1
score_function = verdict * (z - mu) / sigma**2  # f(z) times d log q(z) / dmu

print("reparameterised, then score function:")
for slope in [reparameterised, score_function]:
    print(f"mean {slope.mean():.1f}, variance {slope.var():2.0f}", end=", ")
    print(f"pointing the wrong way {(slope < 0).mean():.0%}")
# endregion

# * Line `epsilon =`: the randomness comes from outside, so `z` is an ordinary, smooth function of `mu`.
# * Line `reparameterised =`: uses the slope of the verdict, so the verdict must have one.
# * Line `score_function =`: uses only its value. That works for anything, and pays with a variance more than fifty times
#     as large: half of the throws point the wrong way.

# region check
if __name__ == "__main__":
    n = len(z)
    assert abs(reparameterised.mean() - 3) < 5 * 1 / np.sqrt(n)
    assert abs(score_function.mean() - 3) < 5 * 7.45 / np.sqrt(n)
    # The page works these variances out: 1 and 55.5.
    assert abs(reparameterised.var() - 1) < 0.05
    assert abs(score_function.var() - 55.5) < 2.5

    import torch

    leaf = torch.tensor(mu, requires_grad=True)
    ((leaf + sigma * torch.tensor(epsilon)) ** 2).mean().backward()
    assert np.isclose(leaf.grad.item(), reparameterised.mean(), rtol=1e-6)
# endregion
