# ---
# title: The KL between two Gaussians, by formula and by dice
# summary: The closed form that every VAE uses agrees with the average of a log-ratio over many draws.
# framework: numpy
# needs: [numpy, torch]
# objective: [concepts/kl-and-js, math/gaussian-kl, models/vae]
# output: exact
# seconds: 4
# ---

# An encoder has described one picture by a Gaussian in three dimensions. How far is it from the standard normal? The
# formula needs one line.

# region formula
import numpy as np

mu = np.array([0.5, -1.0, 0.0])  # an encoder's answer for one picture
log_var = np.array([0.0, -1.0, 0.2])  # log(sigma^2), which may be negative

# KL(N(mu, sigma^2) || N(0, 1)), one number for each dimension: shape (3,)
kl = 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var)

print("formula      ", kl.round(4), "sum", kl.sum().round(4))
# endregion

# * Line `log_var =`: a network may give any number here. A variance would have to be positive.
# * Line `kl = 0.5`: the **sum** over the dimensions belongs into a VAE's loss, never the mean.

# The definition says the same without any formula: draw from the first Gaussian, compare the two log-densities, and average.

# region dice
rng = np.random.default_rng(0)
sigma = np.exp(0.5 * log_var)
z = mu + sigma * rng.normal(size=(400_000, 3))  # draws from q = N(mu, sigma^2)

log_q = -0.5 * ((z - mu) / sigma) ** 2 - np.log(sigma)
log_p = -0.5 * z**2  # both lack the same constant, which cancels
log_ratio = log_q - log_p  # (400_000, 3)

print("400,000 draws", log_ratio.mean(axis=0).round(2))
print("single draws below zero:", f"{(log_ratio < 0).mean():.0%}")
# endregion

# A single log-ratio may well be negative; only the average never is. That is why an estimate of a KL from a few draws can
# come out below zero without a bug.

# region check
if __name__ == "__main__":
    import torch
    from torch.distributions import Normal, kl_divergence

    q = Normal(torch.tensor(mu), torch.tensor(sigma))
    p = Normal(
        torch.zeros(3, dtype=torch.float64), torch.ones(3, dtype=torch.float64)
    )
    assert np.allclose(kl, kl_divergence(q, p).numpy(), rtol=1e-12)
    assert (
        kl.round(4).tolist() == [0.125, 0.6839, 0.0107]
        and round(kl.sum(), 4) == 0.8196
    )

    # Five standard errors: a wrong formula is far outside.
    standard_error = log_ratio.std(axis=0) / np.sqrt(len(log_ratio))
    assert (abs(log_ratio.mean(axis=0) - kl) < 5 * standard_error).all()
    assert standard_error.max() < 0.003
# endregion
