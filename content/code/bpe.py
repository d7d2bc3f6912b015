# ---
# title: Byte-pair encoding learns its tokens
# summary: Count neighbouring pairs, glue the most frequent together, repeat; the merges equal those of the tokenizers library.
# framework: python
# needs: [tokenizers]
# objective: [models/autoregressive, metrics/perplexity]
# output: exact
# seconds: 2
# ---

# A tokeniser begins with single letters and learns which neighbours to glue together. Eight rounds on a text of 28 words:

# region learn
from collections import Counter

text = (
    "noise noise noise noise noise noise denoise denoise denoise denoiser "
    "denoiser noisy noisy code code code code code decode decode decoder "
    "decoder decoder model model model model sample"
)
counts = Counter(text.split())  # word -> how often it occurs
pieces = {word: list(word) for word in counts}  # at first, letters
vocabulary = sorted(set(text) - {" "})


def rank(pair):  # the most frequent pair wins; of equal ones, the oldest
    return pairs[pair], [-vocabulary.index(piece) for piece in pair]


for _ in range(8):
    pairs = Counter()
    for word, count in counts.items():
        for pair in zip(pieces[word], pieces[word][1:]):  # neighbours
            pairs[pair] += count
    left, right = max(pairs, key=rank)
    vocabulary.append(left + right)

    for word, old in pieces.items():  # glue this pair together wherever it stands
        new = [old[0]]
        for piece in old[1:]:
            if (new[-1], piece) == (left, right):
                new[-1] = left + right
            else:
                new.append(piece)
        pieces[word] = new

print("learned:", " ".join(vocabulary[-8:]))
for word in ["noise", "denoiser", "decoder", "sample"]:
    print(word, "=", " + ".join(pieces[word]))
# endregion

# * Line `zip(`: pairs each piece with the next one.
# * Line `vocabulary.append`: the new piece is as good as a letter from now on, and can be glued again.

# Frequent words become one token, rare ones fall into pieces that mean something, and nothing is ever unknown. GPT-2's list
# of 50,257 tokens was made in this way, with bytes in place of letters.

# region check
if __name__ == "__main__":
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    alphabet = sorted(set(text) - {" "})
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(
        vocab_size=len(alphabet) + 8, show_progress=False
    )
    tokenizer.train_from_iterator([text], trainer)
    by_id = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().get)
    assert vocabulary == by_id, (vocabulary, by_id)
    assert all(pieces[word] == tokenizer.encode(word).tokens for word in counts)
    assert len(text.split()) == sum(counts.values()) == 28
# endregion
