# ---
# title: Langevin dynamics against the exact density
# summary: Walkers that follow the downhill slope with some shaking end up distributed like exp(-energy).
# framework: numpy
# needs: [numpy]
# objective: [concepts/langevin-markov, math/langevin, models/energy-based]
# seconds: 2
# ---

# Twenty thousand walkers in a landscape with two valleys. They know only the slope under their feet.

# region walk
import numpy as np


def energy(x):
    """Two valleys, at -1 and +1, with a hill of height 2 between them."""
    return 2 * (x**2 - 1) ** 2


def slope(x):
    """The derivative of the energy; the score is minus this."""
    return 8 * x * (x**2 - 1)


rng = np.random.default_rng(0)
x = rng.normal(size=20_000)  # 20,000 walkers start anywhere
step = 0.002
for _ in range(2000):
    shaking = np.sqrt(2 * step) * rng.normal(size=x.size)
    x = x - step * slope(x) + shaking
# endregion

# * Line `shaking =`: with this factor, slope and shaking balance at $e^{-E(x)}/Z$. Leave the shaking out and everybody ends
#     at the bottom of a valley.

# Where are they now? Count them in boxes, and compare with the exact shares. In one dimension the unknown total $Z$ is only
# a sum; the walkers never needed it.

# region compare
fine = np.linspace(-2, 2, 801)
weight = np.exp(-energy(fine))
edges = np.linspace(-2, 2, 9)  # 8 boxes of width 0.5
exact = np.histogram(fine, edges, weights=weight)[0] / weight.sum()
walkers = np.histogram(x, edges)[0] / x.size

for left, share, true in zip(edges, walkers, exact):
    print(f"{left:+.1f} to {left + 0.5:+.1f}", end="  ")
    print(f"walkers {share:.2f}, exact {true:.2f}")
# endregion

# region check
if __name__ == "__main__":
    total_variation = 0.5 * abs(walkers - exact).sum()
    assert total_variation < 0.02, total_variation
    second_moment = (weight * fine**2).sum() / weight.sum()
    assert abs((x**2).mean() - second_moment) < 0.02

    # Without the shaking everybody ends at the bottom of a valley.
    still = rng.normal(size=1000)
    for _ in range(2000):
        still = still - step * slope(still)
    assert np.allclose(abs(still), 1, atol=1e-3)
# endregion
