# ---
# title: EM for a mixture of two Gaussians
# summary: Share out the responsibility, re-estimate, repeat; the likelihood never falls and ends where scikit-learn's does.
# framework: numpy
# needs: [numpy, scikit-learn]
# objective: [models/gmm, math/gmm-em, concepts/latent-variables]
# seconds: 4
# ---

# A thousand pots of paint from two suppliers; the receipts are lost.

# region data
import numpy as np

rng = np.random.default_rng(0)  # 300 pots of one supplier, 700 of the other
x = np.concatenate([rng.normal(-2, 0.5, 300), rng.normal(1, 1.0, 700)])  # (1000,)

weight = np.array([0.5, 0.5])  # first guesses, one number for each supplier
mean = np.array([-1.0, 1.0])
variance = np.array([1.0, 1.0])
# endregion

# Each round guesses the receipts from the suppliers, and then the suppliers from the receipts.

# region rounds
history = []
for _ in range(300):
    # E step: how much of each pot does each supplier claim?
    log_density = -0.5 * (x[:, None] - mean) ** 2 / variance  # (1000, 2)
    log_density = log_density - 0.5 * np.log(2 * np.pi * variance)
    log_joint = np.log(weight) + log_density
    log_total = np.logaddexp(log_joint[:, 0], log_joint[:, 1])  # log p(x)
    share = np.exp(log_joint - log_total[:, None])  # (1000, 2); rows add up to 1
    history.append(log_total.mean())

    # M step: weighted averages, as if the shares were true.
    claimed = share.sum(axis=0)  # (2,): how many pots each supplier has
    weight = claimed / len(x)
    mean = share.T @ x / claimed
    variance = (share * (x[:, None] - mean) ** 2).sum(axis=0) / claimed

for i in [1, 10, 300]:
    print(f"log-likelihood of a pot in round {i:3}: {history[i - 1]:.4f}")
print("weights", weight.round(2), " means", mean.round(2), end="  ")
print("spreads", np.sqrt(variance).round(2))
# endregion

# * Line `x[:, None]`: `x` becomes a column, so that subtracting the two means gives a table of 1000 by 2.
# * Line `np.logaddexp`: adds two probabilities that are kept as logarithms, without underflow.
# * Line `history.append`: the first test of any EM. If this number ever falls, there is a bug.

# region check
if __name__ == "__main__":
    from sklearn.mixture import GaussianMixture

    assert (np.diff(history) > -1e-12).all()  # the likelihood must never fall
    reference = GaussianMixture(
        2, tol=1e-10, max_iter=2000, reg_covar=0, random_state=0
    )
    reference.fit(x[:, None])
    order = np.argsort(reference.means_[:, 0])
    assert abs(history[-1] - reference.score(x[:, None])) < 1e-6
    assert np.allclose(mean, reference.means_[order, 0], atol=1e-3)
    assert np.allclose(weight, reference.weights_[order], atol=1e-3)
# endregion
