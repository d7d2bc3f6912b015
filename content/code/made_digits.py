# ---
# title: MADE, pixel by pixel with masks
# summary: Masks on the weights let one ordinary network answer 64 questions at once without peeking at the answers.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/autoregressive, concepts/autoregression, metrics/nll-bpd]
# output: free
# seconds: 12
# ---

# Digits in black and white, read row by row. For each of the 64 pixels the question is: given all pixels before it, will it
# be black?

# region data
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as surprise

torch.manual_seed(0)
images = (torch.tensor(load_digits().data) > 7).float()  # (1797, 64): 1 is ink
train, test = images[:1500], images[1500:]
# endregion

# A network with two layers would look at all pixels everywhere. So some of its connections are cut.


# region model
class MaskedLinear(nn.Linear):
    def __init__(self, mask):  # (outputs, inputs), true where connected
        super().__init__(mask.shape[1], mask.shape[0])
        self.register_buffer("mask", mask.float())

    def forward(self, x):
        return nn.functional.linear(x, self.weight * self.mask, self.bias)


# Hidden unit number d sees pixels 0 to d; output i must not see pixel i.
pixel, hidden = torch.arange(64), torch.arange(256) % 63
first = MaskedLinear(hidden[:, None] >= pixel)
second = MaskedLinear(pixel[:, None] > hidden)
model = nn.Sequential(first, nn.ReLU(), second)  # (n, 64) -> 64 logits
# endregion

# * Line `register_buffer`: the mask belongs to the layer but is not trained.
# * Line `pixel[:, None] > hidden`: strictly greater. With `>=` every pixel would see itself, and the loss would fall to zero.

# region train
optimiser = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)
for epoch in range(30):
    for batch in torch.randperm(1500).split(50):
        x = train[batch]
        loss = surprise(model(x), x)  # the picture is its own target
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

bits = surprise(model(test), test).item() / 0.6931  # from nats, by ln 2
print(f"{bits:.2f} bits per pixel")
# endregion

# That is an exact likelihood. Pixels that know nothing of each other need 0.55 bits.

# region sample
drawing = torch.zeros(1, 64)
with torch.no_grad():
    for i in range(64):  # each pixel depends on those before it
        drawing[:, i] = torch.bernoulli(model(drawing)[:, i].sigmoid())
for row in drawing.view(8, 8):
    print("".join("#" if ink else "." for ink in row))
# endregion

# * Line `model(drawing)[:, i]`: the network answers all 64 questions, and we use one. Training took one pass for a picture, drawing
#     takes 64.

# region check
if __name__ == "__main__":
    import math

    jacobian = torch.autograd.functional.jacobian(model, torch.rand(64))
    assert (
        jacobian.triu() == 0
    ).all()  # output i knows nothing of pixels i, i+1, ...
    assert (jacobian.tril(-1) != 0).float().mean() > 0.3

    share = train.mean(0).clamp(1e-3, 1 - 1e-3)  # each pixel by itself
    alone = surprise(share.logit().expand_as(test), test).item() / math.log(2)
    assert bits < 0.85 * alone, (bits, alone)
    assert round(alone, 2) == 0.55
# endregion
