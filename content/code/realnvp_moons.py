# ---
# title: RealNVP, a density that integrates to one
# summary: Six coupling layers turn moons into a Gaussian and back, and the log-likelihood is exact.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/normalizing-flows, math/change-of-variables, concepts/change-of-variables]
# seconds: 20
# figures:
#   moons.svg: Two panels. On the left the data, two crescents of dots. On the right what the flow paints, the same crescents with a few stray points between them.
# ---

# A point has two numbers. In each layer one of them stays as it is, and a small network reads it and tells the other how to
# shift and scale.

# region setup
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
data = torch.tensor(make_moons(4000, noise=0.1, random_state=0)[0]).float()
data = (data - data.mean(dim=0)) / data.std(dim=0)  # (4000, 2)
tellers = nn.ModuleList(  # one for each of six layers: (n, 1) -> s and t, (n, 2)
    nn.Sequential(nn.Linear(1, 96), nn.Tanh(), nn.Linear(96, 2)) for _ in range(6)
)
# endregion

# Towards noise, and what the way there does to the density:


# region forward
def log_density(x):  # data (n, 2) -> (n,)
    log_det = 0
    for teller in tellers:
        stay, move = x.chunk(2, dim=1)  # (n, 1) each
        s, t = teller(stay).chunk(2, dim=1)
        x = torch.cat([(move - t) * torch.exp(-s), stay], dim=1)  # change places
        log_det = log_det - s.sum(dim=1)
    return log_det + torch.distributions.Normal(0, 1).log_prob(x).sum(dim=1)


# endregion

# * Line `torch.exp(-s)`: the second number is squeezed by $e^{s}$, the first not at all. So the determinant of the layer's Jacobian is $e^{-s}$.
# * Line `.Normal(0, 1)`: how ordinary is the noise that we arrived at?

# And back, to paint:


# region inverse
def paint(z):  # noise (n, 2) -> data (n, 2)
    for teller in reversed(tellers):
        move, stay = z.chunk(2, dim=1)
        s, t = teller(stay).chunk(2, dim=1)  # who stayed can be asked again
        z = torch.cat([stay, move * torch.exp(s) + t], dim=1)
    return z


# endregion

# * Line `reversed(tellers)`: the same networks in the other order. No network is ever inverted.

# region train
optimiser = torch.optim.Adam(tellers.parameters(), lr=3e-3)
for step in range(1000):
    loss = -log_density(data[torch.randint(4000, (256,))]).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()

side = torch.linspace(-6, 6, 401)
with torch.no_grad():
    density = log_density(torch.cartesian_prod(side, side)).exp()  # on a grid
    area = (side[1] - side[0]) ** 2
    nats = -log_density(data).mean()
print(f"{nats:.2f} nats; integral {(density * area).sum():.3f}")
# endregion

# * Line `cartesian_prod`: all pairs of grid coordinates, 401 times 401 points.

# ::: figure moons
# ![Two panels. On the left the data, two crescents of dots. On the right what the flow paints, the same crescents with a few stray points between them.](code/figures/realnvp_moons-moons.svg)
# What came out: 500 points of the data, and 500 points that `paint` made of noise.
# :::

# A standard normal reaches 2.84 nats on the same points. And the learned density adds up to one over the plane, although
# nothing in the training asked for it: it cannot do otherwise.

# region check
if __name__ == "__main__":
    import math

    gaussian = 1 + math.log(2 * math.pi)
    integral = (density * area).sum()
    assert abs(integral - 1) < 0.01, integral

    with torch.no_grad():
        nll = -log_density(data).mean()
        assert nll < 2.15 < gaussian, nll
        z = data
        for teller in tellers:
            stay, move = z.chunk(2, dim=1)
            s, t = teller(stay).chunk(2, dim=1)
            z = torch.cat([(move - t) * torch.exp(-s), stay], dim=1)
        assert abs(z.std() - 1) < 0.1  # the data became noise ...
        assert torch.allclose(paint(z), data, atol=1e-3)  # ... and came back

        # Noise becomes moons: most samples lie near the data.
        painted = paint(torch.randn(2000, 2))
        near = torch.cdist(painted, data).min(dim=1).values < 0.2
        assert near.float().mean() > 0.8, near.float().mean()
    # The log-determinant is that of the real Jacobian of the inverse.
    z1 = z[:1]
    jacobian = torch.autograd.functional.jacobian(paint, z1).reshape(2, 2)
    change = torch.linalg.det(jacobian).abs().log()
    normal = torch.distributions.Normal(0, 1).log_prob(z1).sum()
    assert torch.allclose(log_density(data[:1]), normal - change, atol=1e-3)

    # A picture of it: data on the left, samples on the right.
    from pathlib import Path

    def dots(points, middle):
        at = [(middle + 40 * x, 100 - 40 * y) for x, y in points[:500].tolist()]
        return "".join(f"M{x:.0f} {y:.0f}a1 1 0 1 0 .1 0z" for x, y in at)

    Path("moons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200" data-diagram="">'
        '<text class="d-title d-mid" x="90" y="14">data</text>'
        f'<path class="d-solid d-quiet" d="{dots(data, 90)}"/>'
        '<text class="d-title d-mid" x="270" y="14">samples</text>'
        f'<g data-family="flow"><path class="d-solid" d="{dots(painted, 270)}"/></g></svg>'
    )
# endregion
