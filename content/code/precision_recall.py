# ---
# title: Precision and recall with nearest-neighbour balls
# summary: Are the fakes where real pictures live, and are real pictures where fakes are made? One outlier can fool the first.
# framework: numpy
# needs: [numpy, prdc]
# objective: [metrics/precision-recall]
# output: exact
# seconds: 4
# ---

# Around each picture a ball that reaches to its $k$-th neighbour of the same set; then count who lies in whose balls.

# region balls
import numpy as np


def distances(a, b):
    """All pairs: features (n, d) and (m, d) give distances (n, m)."""
    return np.sqrt(((a[:, None, :] - b[None, :, :]) ** 2).sum(axis=2))


def radii(points, k):
    """The distance from each point to its k-th nearest neighbour, (n,)."""
    nearest_first = np.sort(distances(points, points), axis=1)
    return nearest_first[:, k]  # column 0 is the point itself, at distance 0


def precision_recall(real, fake, k):
    d = distances(real, fake)  # (n, m)
    in_real_ball = d <= radii(real, k)[:, None]  # is fake j in ball of real i?
    in_fake_ball = d <= radii(fake, k)[None, :]  # is real i in ball of fake j?
    precision = in_real_ball.any(axis=0).mean()  # fakes in some real ball
    recall = in_fake_ball.any(axis=1).mean()  # real ones in some fake ball
    return precision, recall


# endregion

# * Line `a[:, None, :]`: adds an axis, so that every point of `a` meets every point of `b`.
# * Line `in_real_ball.any`: for each fake (a column), is there *any* real ball around it? The mean of true and false is a share.

# One feature, and a real set with an outlier at 10:

# region use
real = np.array([[0.0], [1.0], [2.0], [10.0]])
fake = np.array([[6.0], [7.0], [8.0], [9.0]])
for what, chosen in [("with the outlier", real), ("without it", real[:3])]:
    precision, recall = precision_recall(chosen, fake, k=2)
    print(f"{what:16}  precision {precision:.2f}, recall {recall:.2f}")
# endregion

# The ball around the outlier has radius 9 and swallows every fake: perfect precision, from one strange picture.

# region check
if __name__ == "__main__":
    import contextlib
    import io

    from prdc import compute_prdc

    assert precision_recall(real, fake, 2) == (1.0, 0.25)
    first = np.array([[0.0], [1.0], [2.0], [3.0]])
    assert precision_recall(first, np.array([[0.4], [0.6], [1.3], [7.0]]), 1) == (
        0.75,
        0.75,
    )

    rng = np.random.default_rng(0)
    many, made = rng.normal(size=(400, 6)), 0.8 * rng.normal(size=(300, 6)) + 0.3
    with contextlib.redirect_stdout(io.StringIO()):  # prdc prints the sizes
        reference = compute_prdc(many, made, nearest_k=5)
    precision, recall = precision_recall(many, made, 5)
    assert abs(precision - reference["precision"]) < 1e-6
    assert abs(recall - reference["recall"]) < 1e-6
    assert 0.3 < recall < precision < 1
# endregion
