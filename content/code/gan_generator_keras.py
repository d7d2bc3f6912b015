"""The owner's sketch of a GAN generator in TensorFlow/Keras, mended for Keras 3.13 and later.

Three lines differ from the owner's version (gan_generator_keras_original.py): `tf.keras.Input` instead of `input_dim`,
`negative_slope` instead of `alpha`, and `int(...)` around `np.prod`. The numbers that the network computes are the same.
"""

# region model
import tensorflow as tf
from tensorflow.keras import layers
import numpy as np

def build_generator(latent_dim, img_shape):
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(latent_dim,)))
    
    model.add(layers.Dense(256))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(512))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(1024))
    model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.BatchNormalization(momentum=0.8))
    
    model.add(layers.Dense(int(np.prod(img_shape)), activation='tanh'))
    model.add(layers.Reshape(img_shape))
    
    return model
# endregion

# region check
if __name__ == "__main__":
    generator = build_generator(100, (28, 28, 1))
    assert generator.output_shape == (None, 28, 28, 1)
    assert generator.count_params() == 1_493_520

    images = np.asarray(generator(np.random.default_rng(0).normal(size=(4, 100)).astype("float32")))
    assert images.shape == (4, 28, 28, 1)
    assert -1 <= images.min() and images.max() <= 1

    print("ok", images.shape)
# endregion
