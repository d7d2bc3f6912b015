# ---
# title: Speculative decoding leaves the distribution alone
# summary: A cheap model proposes, the large one accepts or corrects, and what comes out is exactly the large model's.
# framework: numpy
# needs: [numpy]
# objective: [concepts/sampling-strategies, models/autoregressive]
# seconds: 2
# ---

# A language of four words, and one place in a text that is filled 200,000 times, so that we can count. In real use the draft
# model proposes several words in a row and the large one checks them all in a single pass: that is where time is saved.

# region speculate
import numpy as np

large = np.array([0.50, 0.30, 0.15, 0.05])  # slow: the distribution that we want
draft = np.array([0.20, 0.30, 0.30, 0.20])  # fast: a rough imitation

rng = np.random.default_rng(0)
n = 200_000
word = rng.choice(4, size=n, p=draft)  # the draft model proposes

# Accept words that the draft likes too little; be choosy with those it overrates.
accepted = rng.random(n) < np.minimum(1, large[word] / draft[word])

# A refused word is drawn again, from what the draft model leaves out.
left_out = np.maximum(large - draft, 0)  # (4,): here only the first word
left_out = left_out / left_out.sum()
word[~accepted] = rng.choice(4, size=(~accepted).sum(), p=left_out)

print("accepted", f"{accepted.mean():.2f}")
print("wanted  ", large)
print("got     ", (np.bincount(word) / n).round(2))
# endregion

# * Line `np.minimum(1`: the third word is proposed twice as often as it should be, so every second one is refused.
# * Line `~accepted`: `~` turns true into false. Refused places are filled with the first word, which was proposed too rarely.

# Seven proposals in ten were accepted: one minus the total variation distance of the two models. The better the draft, the
# more is saved; the result is the same in any case.

# region check
if __name__ == "__main__":
    frequency = np.bincount(word, minlength=4) / n
    standard_error = np.sqrt(large * (1 - large) / n)
    assert (abs(frequency - large) < 5 * standard_error).all()
    # The share of accepted words is 1 minus the total variation distance.
    expected = np.minimum(large, draft).sum()
    assert np.isclose(expected, 1 - 0.5 * abs(large - draft).sum())
    assert abs(accepted.mean() - expected) < 5 * np.sqrt(
        expected * (1 - expected) / n
    )
    # Exactly, and without dice: accepted plus corrected gives the large model.
    exact = np.minimum(large, draft) + (1 - expected) * left_out
    assert np.allclose(exact, large, atol=1e-15)
# endregion
