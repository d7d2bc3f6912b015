"""The owner's sketch of a GAN generator in TensorFlow/Keras, exactly as written. Kept for comparison."""

# This version fails since Keras 3.13: `Dense(np.prod(img_shape))` raises "ValueError: Received an invalid value for units",
# because np.prod returns a NumPy integer and Keras now insists on a Python int. It ran on Keras 3.12.
# See gan_generator_keras.py for the mended version.

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
