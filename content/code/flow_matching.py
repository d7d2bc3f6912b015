# ---
# title: Flow matching on two moons
# summary: Learn the velocity of straight walks from noise to data, then follow it from noise in small steps.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/flow-matching, math/flow-matching]
# output: free
# seconds: 18
# figures:
#   walks.svg: Two faint crescents of data. From 24 rings scattered around them, curved lines lead to dots, nearly all of which lie on the crescents.
# ---

# The same moons, and a simpler recipe: pair each data point with a random stranger made of noise, and let the stranger walk
# there in a straight line. Time runs from 0, noise, to 1, data.

# region train
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
data = torch.tensor(make_moons(4000, noise=0.05, random_state=0)[0]).float()
data = (data - data.mean(dim=0)) / data.std(dim=0)  # (4000, 2)

velocity = nn.Sequential(  # position and time (n, 3) -> velocity (n, 2)
    nn.Linear(3, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 2)
)
optimiser = torch.optim.Adam(velocity.parameters(), lr=4e-3)

for step in range(3000):
    x1 = data[torch.randint(4000, (256,))]  # where the walk ends: data
    x0 = torch.randn(256, 2)  # where it starts: noise
    t = torch.rand(256, 1)
    xt = (1 - t) * x0 + t * x1  # on the straight way ...
    goal = x1 - x0  # ... with this velocity all along
    loss = (velocity(torch.cat([xt, t], dim=1)) - goal).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
# endregion

# * Line `loss =`: many walks cross at one place, each with another velocity. The squared error makes the network learn their
#     average, and that is the right answer. So the loss never comes near zero.


# region sample
@torch.no_grad()
def sample(n, steps):
    x = torch.randn(n, 2)
    for k in range(steps):
        t = torch.full((n, 1), k / steps)
        x = x + velocity(torch.cat([x, t], dim=1)) / steps
    return x


for steps in [1, 5, 50]:
    points = sample(2000, steps)
    near = (torch.cdist(points, data).min(dim=1).values < 0.2).float().mean()
    print(f"{steps:2} steps: {near:.0%} of the samples near the data")
# endregion

# * Line `@torch.no_grad()`: no gradients are kept inside this function; sampling needs none.
# * Line `x = x + velocity`: an Euler step, velocity times a small piece of time.

# ::: figure walks
# ![Two faint crescents of data. From 24 rings scattered around them, curved lines lead to dots, nearly all of which lie on the crescents.](code/figures/flow_matching-walks.svg)
# What came out: 24 walks in fifty steps each, from noise (rings) to dots; the data are faint. The walks that were *shown* were straight; those that are *learned* bend.
# :::

# One step jumps to the mean of the data, where there is nothing. Five steps do most of the work.

# region check
if __name__ == "__main__":
    reached = (torch.cdist(data, points).min(dim=1).values < 0.2).float().mean()
    assert near > 0.85 and reached > 0.95, (near, reached)

    # A picture of it: 24 walks from noise (rings) to data (dots).
    from pathlib import Path

    def circles(points, radius):
        at = [(180 + 56 * x, 120 - 56 * y) for x, y in points.tolist()]
        arc = f"a{radius} {radius} 0 1 0"
        turn = f"{arc} {2 * radius} 0{arc} {-2 * radius} 0z"
        return "".join(f"M{x - radius:.0f} {y:.0f}{turn}" for x, y in at)

    walk = [torch.randn(24, 2).clamp(-2, 2)]
    with torch.no_grad():
        for k in range(50):
            here = torch.cat([walk[-1], torch.full((24, 1), k / 50)], dim=1)
            walk.append(walk[-1] + velocity(here) / 50)
    lines = ""
    for one in torch.stack(walk[::2], dim=1).tolist():  # 24 lists of 26 places
        lines += "M" + "L".join(
            f"{180 + 56 * x:.0f} {120 - 56 * y:.0f}" for x, y in one
        )
    Path("walks.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240" data-diagram="">'
        f'<path class="d-shade" fill-opacity="0.25" d="{circles(data[:500], 1)}"/>'
        f'<path class="d-thin" d="{lines}"/>'
        f'<path class="d-line d-ring" d="{circles(walk[0], 2)}"/>'
        f'<g data-family="flow-matching"><path class="d-solid" d="{circles(walk[-1], 3)}"/></g>'
        "</svg>"
    )
# endregion
