# ---
# title: Density and coverage
# summary: The same balls as for precision, but counted, so that one outlier no longer decides.
# framework: numpy
# needs: [numpy, prdc]
# objective: [metrics/density-coverage]
# seconds: 5
# ---

# Balls are drawn around the real pictures only. Density counts every hit; coverage asks which balls were hit at all.

# region balls
import numpy as np


def distances(a, b):
    """All pairs: features (n, d) and (m, d) give distances (n, m)."""
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))


def density_coverage(real, fake, k):
    nearest_first = np.sort(distances(real, real), axis=1)
    radius = nearest_first[:, k]  # (n,): column 0 is the point itself
    hit = distances(real, fake) <= radius[:, None]  # (n, m): fake j near real i
    density = hit.sum() / (k * len(fake))  # k hits for each fake are normal
    coverage = hit.any(axis=1).mean()  # real balls with at least one fake inside
    return density, coverage


# endregion

# * Line `density =`: if the sets match, a fake lies in about $k$ real balls, so the result is about 1.

# First the four points whose outlier fools precision, then three models of an eight-dimensional Gaussian:

# region use
real = np.array([[0.0], [1.0], [2.0], [10.0]])
fake = np.array([[6.0], [7.0], [8.0], [9.0]])
density, coverage = density_coverage(real, fake, k=2)
print(f"outlier:  density {density:.2f}, coverage {coverage:.2f}")

rng = np.random.default_rng(0)
for what, spread in [("perfect: ", 1.0), ("too safe:", 0.7), ("too wild:", 1.5)]:
    real, fake = rng.normal(size=(1000, 8)), spread * rng.normal(size=(1000, 8))
    density, coverage = density_coverage(real, fake, k=5)
    print(f"{what} density {density:.1f}, coverage {coverage:.2f}")
# endregion

# A model that plays safe has a density well above 1, which is no praise. The ceiling of coverage is 0.97 here, not 1.

# region check
if __name__ == "__main__":
    import contextlib
    import io

    from prdc import compute_prdc

    outlier = np.array([[0.0], [1.0], [2.0], [10.0]])
    shifted = np.array([[6.0], [7.0], [8.0], [9.0]])
    assert density_coverage(outlier, shifted, 2) == (0.5, 0.25)

    many, made = rng.normal(size=(400, 6)), 0.8 * rng.normal(size=(300, 6)) + 0.3
    with contextlib.redirect_stdout(io.StringIO()):  # prdc prints the sizes
        reference = compute_prdc(many, made, nearest_k=5)
    density, coverage = density_coverage(many, made, 5)
    assert abs(density - reference["density"]) < 1e-6
    assert abs(coverage - reference["coverage"]) < 1e-6

    # Same law, same size: about 1, and about 1 - 2^-5.
    density, coverage = density_coverage(*rng.normal(size=(2, 1000, 8)), 5)
    assert abs(density - 1) < 0.1 and abs(coverage - (1 - 2**-5)) < 0.02
# endregion
