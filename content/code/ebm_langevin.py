# ---
# title: An energy-based model trained by its own dreams
# summary: Lower the energy of data, raise it where Langevin walkers gather, until the two crowds look alike.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/energy-based, math/ebm, concepts/langevin-markov]
# seconds: 20
# figures:
#   moons.svg: Two panels. On the left the data, two crescents of dots. On the right the dreams, walkers gathered on the same crescents.
# ---

# The two moons once more. The network gives each point of the plane an energy: low where data should be.

# region setup
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
data = torch.tensor(make_moons(4000, noise=0.1, random_state=0)[0]).float()
data = (data - data.mean(dim=0)) / data.std(dim=0)  # (4000, 2)
energy = nn.Sequential(  # any network with one output will do: (n, 2) -> (n, 1)
    nn.Linear(2, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 1)
)
# endregion

# To learn, the model must dream: walkers roll downhill with shaking and gather where the energy is low *now*.


# region dream
def langevin(x, steps, size=0.02):
    for _ in range(steps):
        x = x.detach().requires_grad_()
        (slope,) = torch.autograd.grad(energy(x).sum(), x)  # (n, 2)
        x = x - size * slope + (2 * size) ** 0.5 * torch.randn_like(x)
    return x.detach()


# endregion

# * Line `requires_grad_()`: here we want the slope in the *points*, not in the weights.
# * Line `energy(x).sum()`: each point has its own energy, so the gradient of the sum has all slopes in it.

# region train
optimiser = torch.optim.Adam(energy.parameters(), lr=1e-3)
dreams = torch.randn(128, 2)  # the walkers go on from lesson to lesson
for lesson in range(1000):
    fresh = torch.rand(128, 1) < 0.05  # but one in twenty starts anew
    dreams = langevin(torch.where(fresh, torch.randn(128, 2), dreams), steps=10)
    e_data, e_dream = energy(data[torch.randint(4000, (128,))]), energy(dreams)
    small = (e_data**2 + e_dream**2).mean()  # keeps the energies near zero
    loss = e_data.mean() - e_dream.mean() + 0.02 * small
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
# endregion

# * Line `dreams = langevin`: ten steps are too few from fresh noise. Going on where the last lesson stopped makes one long walk.
# * Line `e_data.mean() - e_dream.mean()`: dig at the data, fill up at the dreams. If both crowds look alike, nothing moves.

# In two dimensions the unknown total $Z$ can be summed on a grid, so this once we know the likelihood.

# region likelihood
side = torch.linspace(-4, 4, 161)
with torch.no_grad():
    box = 2 * torch.log(side[1] - side[0])  # log of the area of one square
    squares = torch.cartesian_prod(side, side)  # (161 * 161, 2)
    log_z = torch.logsumexp(-energy(squares), dim=0) + box
    nll = (energy(data).mean() + log_z).item()
print(f"{nll:.2f} nats for a point")
# endregion

# ::: figure dreams
# ![Two panels. On the left the data, two crescents of dots. On the right the dreams, walkers gathered on the same crescents.](code/figures/ebm_langevin-moons.svg)
# What came out: 500 points of the data, and 500 walkers that started in noise and took 500 steps.
# :::

# A standard normal needs 2.84 nats for the same points.

# region check
if __name__ == "__main__":
    gaussian = 1 + torch.log(torch.tensor(2 * torch.pi)).item()
    assert nll < gaussian - 0.3, (nll, gaussian)
    dreams = langevin(torch.randn(500, 2), steps=500)
    near = torch.cdist(dreams, data).min(dim=1).values < 0.3
    assert near.float().mean() > 0.7, near.float().mean()

    # A picture of it: data on the left, samples on the right.
    from pathlib import Path

    def dots(points, middle):
        at = [(middle + 40 * x, 100 - 40 * y) for x, y in points[:500].tolist()]
        return "".join(f"M{x:.0f} {y:.0f}a1 1 0 1 0 .1 0z" for x, y in at)

    Path("moons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200" data-diagram="">'
        '<text class="d-title d-mid" x="90" y="14">data</text>'
        f'<path class="d-solid d-quiet" d="{dots(data, 90)}"/>'
        '<text class="d-title d-mid" x="270" y="14">dreams</text>'
        f'<g data-family="energy"><path class="d-solid" d="{dots(dreams, 270)}"/></g></svg>'
    )
# endregion
