# ---
# title: The Keras generator on another backend
# summary: The same network with plain Keras 3, which runs on PyTorch as well as on TensorFlow.
# framework: keras
# needs: [keras, torch, numpy]
# objective: [models/gan]
# output: exact
# seconds: 10
# ---

# Keras 3 is a package of its own and runs on TensorFlow, PyTorch or JAX. This version needs no TensorFlow.

# region model
import os

os.environ["KERAS_BACKEND"] = "torch"  # before Keras is imported

import keras
import numpy as np
from keras import layers


def build_generator(latent_dim, img_shape):
    model = keras.Sequential()
    model.add(keras.Input(shape=(latent_dim,)))

    for width in [256, 512, 1024]:
        model.add(layers.Dense(width))
        model.add(layers.LeakyReLU(negative_slope=0.2))
        model.add(layers.BatchNormalization(momentum=0.8))

    model.add(layers.Dense(int(np.prod(img_shape)), activation="tanh"))
    model.add(layers.Reshape(img_shape))
    return model


# endregion

# * Line `KERAS_BACKEND`: read once, when Keras is imported; later it has no effect.
# * Line `for width in`: the three blocks of the sketch differ only in their width.

# region use
generator = build_generator(100, (28, 28, 1))
noise = np.random.default_rng(0).normal(size=(4, 100))
images = generator.predict(noise, verbose=0)  # four throws, four pictures
print("shape of four pictures:", images.shape)
print("numbers to learn and keep:", f"{generator.count_params():,}")
# endregion

# region check
if __name__ == "__main__":
    assert generator.output_shape == (None, 28, 28, 1)
    assert images.shape == (4, 28, 28, 1)
    assert generator.count_params() == 1_493_520
    assert -1 <= images.min() and images.max() <= 1

    # Why the sketch was mended: a layer's size must be a Python int.
    try:
        layers.Dense(np.prod((28, 28, 1)))
    except ValueError as error:
        assert "Received an invalid value for `units`" in str(error)
        assert "expected a positive integer. Received: units=784" in str(error)
    else:
        raise AssertionError("Keras takes NumPy integers again: mend the callout")
# endregion
