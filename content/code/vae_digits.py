# ---
# title: A VAE on handwritten digits
# summary: Encoder, reparameterisation, decoder and the two terms of the ELBO, with a latent space of two numbers.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/vae, concepts/elbo, concepts/reparameterisation]
# seconds: 12
# figures:
#   plane.svg: "A table of ten by six small, soft digits. Neighbours are alike: zeros at the top left turn into sixes and fours below, and into threes, ones and sevens to the right."
# ---

# The pictures are digits of 8 by 8 pixels, which come with scikit-learn. The postcard has room for just two numbers.

# region model
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

torch.manual_seed(0)
images = torch.tensor(load_digits().data).float() / 16  # (1797, 64), 0 to 1
train, test = images[:1500], images[1500:]

encoder = nn.Sequential(
    nn.Linear(64, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 4)
)
decoder = nn.Sequential(
    nn.Linear(2, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 64)
)
# endregion

# * Line `nn.Linear(96, 4)`: four numbers, namely a mean and a log-variance for each of the two latent numbers.


# region terms
def elbo_terms(x):  # pictures (n, 64)
    mu, log_var = encoder(x).chunk(2, dim=1)  # (n, 2) each
    z = mu + (0.5 * log_var).exp() * torch.randn_like(mu)  # reparameterisation
    loss = binary_cross_entropy_with_logits(decoder(z), x, reduction="none")
    reconstruction = -loss.sum(dim=1)  # log p(x|z), summed over the 64 pixels
    kl = 0.5 * (mu**2 + log_var.exp() - 1 - log_var).sum(dim=1)  # over 2 latents
    return reconstruction, kl  # nats for each picture, (n,)


# endregion

# * Line `torch.randn_like`: the dice stand outside, so the gradient flows through `mu` and `log_var`.
# * Line `reduction="none"`: otherwise the library takes the mean over pixels, and the KL would weigh 64 times too much.

# region train
weights = [*encoder.parameters(), *decoder.parameters()]
optimiser = torch.optim.Adam(weights, lr=2e-3)
for epoch in range(60):
    for batch in torch.randperm(1500).split(64):  # indices, newly shuffled
        reconstruction, kl = elbo_terms(train[batch])
        loss = (kl - reconstruction).mean()  # minus the ELBO; mean over the batch
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

with torch.no_grad():
    reconstruction, kl = elbo_terms(test)
elbo = (reconstruction - kl).mean()
print(f"test ELBO {elbo:.1f} nats, after paying {kl.mean():.1f} for the KL")
# endregion

# * Line `kl - reconstruction`: code minimises, so the signs are turned. Only the batch is averaged.

# ::: figure plane
# ![A table of ten by six small, soft digits. Neighbours are alike: zeros at the top left turn into sixes and fours below, and into threes, ones and sevens to the right.](code/figures/vae_digits-plane.svg)
# What came out: the decoder's pictures on a grid of postcards, from $-2$ to 2 in both numbers.
# :::

# On the same digits, a model that treats every pixel by itself reaches -26.6 nats. Two numbers on a postcard cost 2.6 nats
# and save twice as much. (The pixels are grey, so compare these values only with each other.)

# region check
if __name__ == "__main__":
    # Compare with the best that one probability for each pixel can do.
    pixel = train.mean(0).clamp(1e-4, 1 - 1e-4)
    baseline = (
        (test * pixel.log() + (1 - test) * (1 - pixel).log()).sum(1).mean().item()
    )
    assert elbo > baseline + 1.5, (elbo, baseline)
    assert kl.mean() > 2  # the postcards are read: no posterior collapse

    # The KL of the code is that of torch.distributions.
    from torch.distributions import Normal, kl_divergence

    with torch.no_grad():
        mu, log_var = encoder(test).chunk(2, dim=1)
        q = Normal(mu, (0.5 * log_var).exp())
        exact = kl_divergence(q, Normal(torch.zeros(2), torch.ones(2))).sum(1)
        assert torch.allclose(elbo_terms(test)[1], exact, atol=1e-4)

    # A picture of it: what the decoder makes of a grid of codes, in four shades.
    from pathlib import Path

    grid = torch.cartesian_prod(
        torch.linspace(2, -2, 6), torch.linspace(-2, 2, 10)
    )
    with torch.no_grad():
        shades = (decoder(grid.flip(1)).sigmoid() * 3).round().view(6, 10, 8, 8)
    paths = {1: "", 2: "", 3: ""}
    for row, column, y, x in shades.nonzero().tolist():
        shade = int(shades[row, column, y, x])
        paths[shade] += (
            f"M{36 * column + 4 * x + 2} {36 * row + 4 * y + 2}h4v4h-4z"
        )
    drawn = [
        f'<path class="d-solid" fill-opacity="{n / 3:.2f}" d="{path}"/>'
        for n, path in paths.items()
    ]
    Path("plane.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 216" data-diagram="">'
        f"{''.join(drawn)}</svg>"
    )
# endregion
