# ---
# title: A VQ-VAE on handwritten digits
# summary: Eight tiles from a box of 32 describe a picture in 40 bits; gradients jump over the rounding.
# framework: pytorch
# needs: [torch, scikit-learn]
# objective: [models/vq-vae, math/vq-loss]
# seconds: 12
# ---

# Digits of 8 by 8 pixels again, but the code consists of whole numbers: eight places, each filled with one of 32 tiles. That
# is 8 times 5 bits.

# region model
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.nn.functional import mse_loss

torch.manual_seed(0)
images = torch.tensor(load_digits().data).float() / 16  # (1797, 64), 0 to 1
train, test = images[:1500], images[1500:]

encoder = nn.Sequential(nn.Linear(64, 128), nn.SiLU(), nn.Linear(128, 8 * 4))
decoder = nn.Sequential(nn.Linear(8 * 4, 128), nn.SiLU(), nn.Linear(128, 64))
codebook = nn.Parameter(0.5 * torch.randn(32, 4))  # 32 tiles, each of 4 numbers
# endregion


# region rebuild
def rebuild(x):
    z = encoder(x).view(-1, 4)  # (8 n, 4): eight places for each of n pictures
    number = torch.cdist(z, codebook).argmin(dim=1)  # (8 n,): the nearest tiles
    tile = codebook[number]  # (8 n, 4)
    codebook_loss = mse_loss(tile, z.detach())  # pulls the tiles to the encoder
    commitment = mse_loss(z, tile.detach())  # and the encoder to the tiles
    straight = z + (tile - z).detach()  # forward: the tile; backward: as if z
    loss = codebook_loss + 0.25 * commitment
    return decoder(straight.view(-1, 32)), loss, number


# endregion

# * Line `.argmin(dim=1)`: the step without a gradient. Move `z` a little, and the same tile wins.
# * Line `straight =`: the value is `z + tile - z`, the tile. For the gradient the bracket is a constant, so it passes to `z`
#     unchanged.

# region train
weights = [*encoder.parameters(), *decoder.parameters(), codebook]
optimiser = torch.optim.Adam(weights, lr=2e-3)
for epoch in range(40):
    for batch in torch.randperm(1500).split(50):
        rebuilt, tile_loss, _ = rebuild(train[batch])
        loss = mse_loss(rebuilt, train[batch]) + 0.25 * tile_loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

with torch.no_grad():
    rebuilt, _, number = rebuild(test)
in_use = len(number.unique())
print(f"error {mse_loss(rebuilt, test):.3f}, tiles in use {in_use} of 32")
# endregion

# The error is the mean square over pixels between 0 and 1; answering every picture with the mean picture gives 0.074. All
# tiles are alive. To make new digits one would now learn which tile numbers go together, as a language model learns words.

# region check
if __name__ == "__main__":
    mean_image = mse_loss(train.mean(0).expand_as(test), test).item()
    error = mse_loss(rebuilt, test).item()
    assert error < 0.3 * mean_image and round(mean_image, 3) == 0.074
    assert len(number.unique()) > 16

    # Rounding has no gradient; the straight-through trick passes it on unchanged.
    z, tile = torch.randn(5, 4, requires_grad=True), torch.randn(5, 4)
    (3 * (z + (tile - z).detach())).sum().backward()
    assert torch.equal(z.grad, torch.full((5, 4), 3.0))
# endregion
