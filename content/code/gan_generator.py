# ---
# title: Simple GAN Generator in PyTorch
# summary: A small network that turns a vector of noise into a picture; the author's own sketch, exactly as written.
# framework: pytorch
# needs: [torch, numpy]
# objective: [models/gan]
# output: exact
# seconds: 4
# ---

# The network takes 100 numbers and paints 784 of them, one for each pixel. Nothing is trained here, so the picture is static noise.

# region model
import torch.nn as nn
import numpy as np

class Generator(nn.Module):
    def __init__(self, latent_dim, img_shape):
        super(Generator, self).__init__()
        self.img_shape = img_shape
        self.model = nn.Sequential(
            # Takes a random noise vector (latent_dim) and upsamples it
            nn.Linear(latent_dim, 128),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(128, 256),
            nn.BatchNorm1d(256),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(256, 512),
            nn.BatchNorm1d(512),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Linear(512, int(np.prod(self.img_shape))),
            nn.Tanh() # Scales output to be between -1 and 1
        )

    def forward(self, z):
        img = self.model(z)
        img = img.view(img.size(0), *self.img_shape)
        return img
# endregion

# * Line `super(Generator`: makes this a PyTorch module. Parts that are kept in `self.` from here on are found and trained.
# * Line `nn.LeakyReLU`: lets negative numbers through at a fifth of their size. `inplace=True` saves memory.
# * Line `nn.BatchNorm1d(256)`: gives each of the 256 numbers mean 0 and spread 1 over the batch, so it needs at least two pictures while training.
# * Line `nn.Tanh`: pixels lie between -1 and 1, so the training pictures must be scaled like that, too.
# * Line `img.view`: 784 numbers in a row become a picture of one channel, 28 by 28. No number changes.

# Use it like a function. PyTorch calls `forward` for you:

# region use
import torch

torch.manual_seed(0)
generator = Generator(latent_dim=100, img_shape=(1, 28, 28))
images = generator(torch.randn(4, 100))  # four throws of the dice, four pictures

print("shape of four pictures:", tuple(images.shape))
print("numbers to learn:", f"{sum(p.numel() for p in generator.parameters()):,}")
# endregion

# region check
if __name__ == "__main__":
    assert images.shape == (4, 1, 28, 28)
    assert -1 <= images.min() and images.max() <= 1
    assert sum(p.numel() for p in generator.parameters()) == 581_264

    hidden = torch.randn(4, 100)
    widths = []
    for layer in generator.model:
        hidden = layer(hidden)
        widths.append(hidden.shape[1])
    assert widths == [128, 128, 256, 256, 256, 512, 512, 512, 784, 784]

    # BatchNorm cannot take the statistics of a single picture while training ...
    try:
        generator.train()(torch.randn(1, 100))
    except ValueError as error:
        assert "more than 1 value per channel" in str(error)
    else:
        raise AssertionError("a batch of one should fail in train mode")
    # ... but it can use the running statistics afterwards.
    assert generator.eval()(torch.randn(1, 100)).shape == (1, 1, 28, 28)
# endregion
