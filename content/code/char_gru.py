# ---
# title: Guessing the next letter
# summary: A recurrent network learns three sentences letter by letter; temperature decides how bravely it writes.
# framework: pytorch
# needs: [torch]
# objective: [concepts/autoregression, models/autoregressive, metrics/perplexity, concepts/sampling-strategies]
# output: free
# seconds: 12
# ---

# The whole library of this model is three sentences, repeated eight times. A recurrent network (a GRU) reads them letter by
# letter and keeps a memory of 96 numbers.

# region model
import torch
from torch import nn
from torch.nn.functional import cross_entropy

torch.manual_seed(0)
text = 8 * (
    "the generator makes a picture and the critic looks at it. "
    "the flow turns noise into data and the data into noise. "
    "the model reads the past and then it guesses the next letter. "
)
letters = sorted(set(text))
numbers = torch.tensor([letters.index(letter) for letter in text])  # (1408,)
embed = nn.Embedding(len(letters), 32)  # letter number -> 32 numbers
memory = nn.GRU(32, 96, batch_first=True)  # carries what was read along the line
score = nn.Linear(96, len(letters))  # 96 numbers -> a logit for each letter
parts = nn.ModuleList([embed, memory, score])
# endregion

# region train
optimiser = torch.optim.Adam(parts.parameters(), lr=5e-3)
for step in range(200):
    starts = torch.randint(len(numbers) - 65, (16,)).tolist()
    lines = torch.stack([numbers[s : s + 65] for s in starts])  # (16, 65)
    read, expected = lines[:, :-1], lines[:, 1:]  # the same text, shifted by one
    hidden, _ = memory(embed(read))  # (16, 64, 96): place i has seen 0 to i
    loss = cross_entropy(score(hidden).flatten(0, 1), expected.flatten())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
# endregion

# * Line `lines[:, 1:]`: the answer to "what comes next?" is the same text one place later. Forget the shift, and the model learns
#     to copy, with a wonderful loss.
# * Line `.flatten(0, 1)`: 16 lines of 64 places are 1,024 questions, asked in one pass.

# Writing has to go letter by letter, since each depends on the one that was drawn before.


# region write
@torch.no_grad()
def write(prompt, length, temperature):
    number, state = torch.tensor([[letters.index(c) for c in prompt]]), None
    for _ in range(length):
        hidden, state = memory(embed(number), state)
        chances = (score(hidden[:, -1]) / temperature).softmax(dim=1)
        number = torch.multinomial(chances, 1)  # (1, 1): draw one letter
        prompt += letters[number.item()]
    return prompt


print(f"perplexity {loss.exp():.2f}")
print("T = 0.2:", write("the ", 50, temperature=0.2))
print("T = 3.0:", write("the ", 50, temperature=3.0))
# endregion

# * Line `/ temperature`: divides the logits before the softmax.
# * Line `torch.multinomial`: draws, with these chances. Taking the largest instead would be greedy decoding.

# A perplexity near 1 would be suspicious anywhere else. Here the model is meant to know its three sentences by heart: what it
# prints at a low temperature is copied, and at a high one invented.

# region check
if __name__ == "__main__":
    share = torch.bincount(numbers) / len(numbers)
    unigram = torch.exp(-(share * share.log()).sum())
    assert loss.exp() < 1.6 and unigram > 10
    assert write("the ", 40, 0.01) in text  # cold: it repeats what it knows
    assert write("the ", 40, 3.0) not in text
# endregion
