# ---
# title: The Keras sketch as it was first written
# summary: Three lines that Keras 2 understood; since Keras 3.13 the last of them is an error.
# framework: keras
# needs: [tensorflow-cpu, keras, numpy]
# objective: [models/gan]
# output: exact
# seconds: 12
# ---

# Kept for comparison with the mended version. It ran on Keras 3.12, with two warnings.

# region model
import tensorflow as tf
from tensorflow.keras import layers
import numpy as np

def build_generator(latent_dim, img_shape):
    model = tf.keras.Sequential()
    
    model.add(layers.Dense(256, input_dim=latent_dim))
    model.add(layers.LeakyReLU(alpha=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(512))
    model.add(layers.LeakyReLU(alpha=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(1024))
    model.add(layers.LeakyReLU(alpha=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(np.prod(img_shape), activation='tanh'))
    model.add(layers.Reshape(img_shape))
    
    return model
# endregion

# What happens when it is called:

# region error
try:
    build_generator(100, (28, 28, 1))
except ValueError as error:
    print(error)
# endregion

# `np.prod` returns a NumPy integer. It is printed like any other 784, and this is what makes the message so puzzling.

# region check
if __name__ == "__main__":
    try:
        layers.Dense(np.prod((28, 28, 1)))
    except ValueError as error:
        assert "Received an invalid value for `units`" in str(error)
        assert "expected a positive integer. Received: units=784" in str(error)
    else:
        raise AssertionError("Keras takes NumPy integers again: mend the callout")
    assert layers.Dense(int(np.prod((28, 28, 1)))).units == 784
# endregion
