# ---
# title: A diffusion model on two moons
# summary: Train one network to guess the noise at any of 100 levels, then walk back from pure noise to the moons.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/diffusion, math/ddpm-loss, math/ddpm-posterior, concepts/noise-schedules]
# seconds: 20
# figures:
#   moons.svg: Two panels. On the left the data, two interlocking crescents of dots. On the right the samples, the same crescents with a few dots between them.
# ---

# The data are 4,000 points on two crescents. Time `t` counts from 0 to 99, from a pinch of sand to nothing but sand.

# region setup
import torch
from sklearn.datasets import make_moons
from torch import nn

torch.manual_seed(0)
data = torch.tensor(make_moons(4000, noise=0.05, random_state=0)[0]).float()
data = (data - data.mean(dim=0)) / data.std(dim=0)  # (4000, 2)

T = 100
time = torch.linspace(0, 1, T + 1)
signal = torch.cos((time + 0.008) / 1.008 * torch.pi / 2) ** 2  # cosine schedule
beta = (1 - signal[1:] / signal[:-1]).clamp(max=0.999)  # (T,): noise of one step
alpha_bar = (1 - beta).cumprod(dim=0)  # (T,): signal power that is left

guess_noise = nn.Sequential(  # noisy point and level (n, 3) -> noise (n, 2)
    nn.Linear(3, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 2)
)
# endregion

# * Line `data.std`: mean 0 and spread 1, so that the end of the walk is really a standard normal.
# * Line `nn.Linear(3, 96)`: two coordinates and the level. One network serves all levels.

# region train
optimiser = torch.optim.Adam(guess_noise.parameters(), lr=4e-3)
for step in range(2500):
    x0 = data[torch.randint(4000, (256,))]
    t = torch.randint(T, (256, 1))  # one level for each point
    noise = torch.randn(256, 2)
    xt = alpha_bar[t].sqrt() * x0 + (1 - alpha_bar[t]).sqrt() * noise  # one jump
    loss = (guess_noise(torch.cat([xt, t / T], dim=1)) - noise).square().mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
# endregion

# * Line `alpha_bar[t]`: a table indexed by a column of levels gives a column, (256, 1), which fits the points.
# * Line `loss =`: the whole objective. You made the noise yourself, so you know the right answer.

# Sampling asks the same network a hundred times, from the noisiest level to the cleanest.

# region sample
x = torch.randn(2000, 2)  # nothing but noise
for t in reversed(range(T)):
    with torch.no_grad():
        noise = guess_noise(torch.cat([x, torch.full((2000, 1), t / T)], dim=1))
    x = (x - beta[t] / (1 - alpha_bar[t]).sqrt() * noise) / (1 - beta[t]).sqrt()
    if t > 0:  # all steps but the last add a little fresh noise
        variance = beta[t] * (1 - alpha_bar[t - 1]) / (1 - alpha_bar[t])
        x = x + variance.sqrt() * torch.randn(2000, 2)

near = (torch.cdist(x, data).min(dim=1).values < 0.2).float().mean()
reached = (torch.cdist(data, x).min(dim=1).values < 0.2).float().mean()
print(f"samples near the data {near:.0%}, data near a sample {reached:.0%}")
# endregion

# * Line `x = (x - beta`: takes off a share of the guessed noise, not all of it.
# * Line `variance =`: the spread of the ideal step, which knows the clean point.

# ::: figure moons
# ![Two panels. On the left the data, two interlocking crescents of dots. On the right the samples, the same crescents with a few dots between them.](code/figures/ddpm_moons-moons.svg)
# What came out: 500 points of the data, and 500 samples.
# :::

# *Near* means closer than 0.2. The first share is a kind of precision, the second a kind of recall: the model forgets no part of
# the moons, and leaves about one point in ten between them.

# region check
if __name__ == "__main__":
    assert near > 0.85 and reached > 0.95, (near, reached)

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
        f'<g data-family="diffusion"><path class="d-solid" d="{dots(x, 270)}"/></g></svg>'
    )
# endregion
