# ---
# title: BLEU step by step
# summary: Clipped precisions of word sequences, their geometric mean, and a penalty for short answers.
# framework: python
# needs: [sacrebleu]
# objective: [metrics/bleu-rouge]
# output: exact
# seconds: 2
# ---

# BLEU counts which word sequences of a candidate stand in a reference. A `Counter` is a table of counts; it does the clipping.

# region score
import math
from collections import Counter


def ngrams(words, n):
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


def bleu(candidates, references, longest=4):
    """Corpus BLEU; references[i] lists the accepted texts for candidates[i]."""
    found, possible = [0] * longest, [0] * longest
    length, wanted_length = 0, 0
    for candidate, accepted in zip(candidates, references):
        words, accepted = candidate.split(), [text.split() for text in accepted]
        length += len(words)
        # The closest length counts; of two equally close ones, the shorter.
        distance = [(abs(len(text) - len(words)), len(text)) for text in accepted]
        wanted_length += min(distance)[1]
        for n in range(1, longest + 1):
            most = Counter()  # an n-gram counts at most as often as in one text
            for reference in accepted:
                most |= ngrams(reference, n)
            own = ngrams(words, n)
            found[n - 1] += (own & most).total()
            possible[n - 1] += own.total()
    if 0 in found:
        return 0.0  # the logarithm of zero drags everything down
    precision = [f / p for f, p in zip(found, possible)]
    brevity = min(1.0, math.exp(1 - wanted_length / length))
    return brevity * math.exp(sum(math.log(p) for p in precision) / longest)


# endregion

# * Line `most |=`: `|` keeps the larger of two counts, so `most` is the most that any single reference allows.
# * Line `own & most`: `&` keeps the smaller of two counts: the clipping. "the the the" earns no more than the reference has.
# * Line `possible[n - 1] +=`: denominators are added up over the whole test set, like the numerators, and only *then* divided.
# * Line `math.log(p)`: the exponential of the mean logarithm is the geometric mean.

# region use
candidate, reference = "the cat sat on the mat", "the cat is on the mat"
for longest in [2, 3, 4]:
    print(f"BLEU-{longest}: {bleu([candidate], [[reference]], longest):.4f}")
# endregion

# No sequence of four words is shared, so BLEU-4 is zero for two sentences that differ in one word. It was made for whole test sets.

# region check
if __name__ == "__main__":
    import sacrebleu

    texts = [
        "the cat sat on the mat today",
        "a model denoises the image one step at a time",
    ]
    accepted = [
        ["the cat is sitting on the mat today", "the cat sat on a mat"],
        [
            "a model denoises an image one small step at a time",
            "the model removes noise from the image one step at a time",
        ],
    ]
    reference = sacrebleu.corpus_bleu(
        texts, list(zip(*accepted)), tokenize="none", smooth_method="none"
    )
    assert abs(bleu(texts, accepted) - reference.score / 100) < 1e-6

    short = ["the cat sat on"]
    reference = sacrebleu.corpus_bleu(
        short, [[candidate]], tokenize="none", smooth_method="none"
    )
    assert abs(bleu(short, [[candidate]]) - reference.score / 100) < 1e-6
    assert (
        round(bleu(short, [[candidate]]), 4) == 0.6065
    )  # all found, but too short
    assert round(bleu([candidate], [["the cat is on the mat"]], 2), 4) == 0.7071
    assert math.isclose(bleu(["the " * 7], [["the cat is on the mat"]], 1), 2 / 7)
# endregion
