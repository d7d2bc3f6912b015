# ---
# title: A whole GAN, on a ring of eight Gaussians
# summary: Generator and discriminator take turns until the forgeries cover all eight places of the real points.
# framework: pytorch
# needs: [torch]
# objective: [models/gan, concepts/adversarial-training, concepts/mode-collapse]
# output: free
# seconds: 18
# figures:
#   ring.svg: Eight dashed circles on a ring, the real clouds. Most of 600 dots, the forgeries, lie in them, and some between neighbours.
# ---

# The real "pictures" are points in the plane: eight small clouds on a ring. The generator never sees one of them.

# region data
import torch
from torch import nn

torch.manual_seed(0)
angle = 2 * torch.pi * torch.arange(8) / 8
centres = 2 * torch.stack([angle.cos(), angle.sin()], dim=1)  # (8, 2)
# endregion

# Both players are small networks of the same form, and each has an optimiser of its own.


# region players
def network(inputs, outputs):
    first = nn.Sequential(nn.Linear(inputs, 64), nn.LeakyReLU(0.2))
    second = nn.Sequential(nn.Linear(64, 64), nn.LeakyReLU(0.2))
    return nn.Sequential(first, second, nn.Linear(64, outputs))


generator = network(2, 2)  # noise (n, 2) -> points (n, 2)
discriminator = network(2, 1)  # points (n, 2) -> logits (n, 1)
settings = {"lr": 1e-3, "betas": (0.5, 0.9)}
g_optimiser = torch.optim.Adam(generator.parameters(), **settings)
d_optimiser = torch.optim.Adam(discriminator.parameters(), **settings)
# endregion

# * Line `betas`: a shorter memory than usual (0.9, 0.999), since what was right a hundred rounds ago is wrong by now.

# region duel
score = nn.BCEWithLogitsLoss()  # takes logits; the sigmoid is inside
is_real, is_fake = torch.ones(128, 1), torch.zeros(128, 1)
for turn in range(2000):
    real = centres[torch.randint(8, (128,))] + 0.1 * torch.randn(128, 2)
    fake = generator(torch.randn(128, 2))
    # The Detective's lesson. detach() keeps it out of the Forger's weights.
    d_loss = score(discriminator(real), is_real)
    d_loss = d_loss + score(discriminator(fake.detach()), is_fake)
    d_optimiser.zero_grad()
    d_loss.backward()
    d_optimiser.step()

    # The Forger's lesson: fakes should be called real (non-saturating loss).
    g_loss = score(discriminator(fake), is_real)
    g_optimiser.zero_grad()
    g_loss.backward()
    g_optimiser.step()
# endregion

# * Line `fake.detach()`: cuts the connection to the generator, so that `d_loss.backward()` stops here.
# * Lines `zero_grad()`: PyTorch *adds* to gradients; forget this line and old lessons are never forgotten.
# * Line `score(discriminator(fake), is_real)`: a lie on purpose. The loss is small when the Detective falls for it.

# How many forgeries lie near each of the eight centres? `min` gives the distance to the nearest one and its number, and
# `bincount` counts how often each number occurs.

# region result
with torch.no_grad():
    points = generator(torch.randn(4000, 2))
distance, nearest = torch.cdist(points, centres).min(dim=1)  # (4000,) each
near = torch.bincount(nearest[distance < 0.3], minlength=8)  # within 3 sigma
print("forgeries near each centre:", near.tolist(), f"= {near.sum() / 4000:.0%}")
print(f"losses at the end: D {d_loss:.2f}, G {g_loss:.2f}")
# endregion

# ::: figure ring
# ![Eight dashed circles on a ring, the real clouds. Most of 600 dots, the forgeries, lie in them, and some between neighbours.](code/figures/gan_ring-ring.svg)
# What came out: 600 forgeries and, dashed, the eight places of the real points.
# :::

# All eight places are visited, though not equally often: no mode has collapsed, and none is guaranteed its fair share. The
# Detective's loss is close to $2 \ln 2 = 1.39$, that of tossing a coin. The exact numbers depend on the processor.

# region check
if __name__ == "__main__":
    share = near / len(points)
    assert (share > 0.01).all(), share  # no centre was forgotten
    assert share.sum() > 0.6, share
    # Near the balance: the Detective's loss is close to that of tossing coins.
    assert abs(d_loss.item() - 1.3863) < 0.4

    # A picture of it: circles of three sigma, and 600 forgeries.
    from pathlib import Path

    def circle(x, y, radius):
        x, y = 180 + 48 * x, 130 - 48 * y
        return f"M{x - radius:.0f} {y:.0f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"

    rings = "".join(circle(x, y, 14) for x, y in centres.tolist())
    dots = "".join(circle(x, y, 1) for x, y in points[:600].tolist())
    Path("ring.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 260" data-diagram="">'
        f'<path class="d-thin d-quiet" stroke-dasharray="3 3" d="{rings}"/>'
        f'<g data-family="gan"><path class="d-solid" d="{dots}"/></g></svg>'
    )
# endregion
