# ---
# title: Flow matching on two moons
# summary: Learn the velocity of straight walks from noise to data, then follow it from noise in small steps.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/flow-matching, math/flow-matching]
# output: free
# seconds: 18
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
    nn.Linear(3, 128), nn.SiLU(), nn.Linear(128, 128), nn.SiLU(), nn.Linear(128, 2)
)
optimiser = torch.optim.Adam(velocity.parameters(), lr=2e-3)

for step in range(4000):
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
# * Line `/ steps`: an Euler step, velocity times a small piece of time.

# One step jumps to the mean of the data, where there is nothing. Five steps do most of the work.

# region check
if __name__ == "__main__":
    reached = (torch.cdist(data, points).min(dim=1).values < 0.2).float().mean()
    assert near > 0.85 and reached > 0.95, (near, reached)
# endregion
