# ---
# title: Simple GAN Generator in TensorFlow/Keras
# summary: The same idea in Keras; the author's own sketch, mended in three places for Keras 3.13 and later.
# framework: keras
# needs: [tensorflow-cpu, keras, numpy]
# objective: [models/gan]
# output: exact
# seconds: 12
# ---

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

# * Line `tf.keras.Input`: says what comes in. The first version wrote `input_dim=latent_dim` in the first layer, which now warns.
# * Line `negative_slope=0.2`: was called `alpha` in Keras 2.
# * Line `momentum=0.8`: how slowly the running averages follow the batches.
# * Line `int(np.prod`: a layer's size must be a Python `int` since Keras 3.13, and `np.prod` returns a NumPy integer.
# * Line `layers.Reshape`: colour comes last in TensorFlow, so the shape of a picture is `(28, 28, 1)`.

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
    assert generator.count_params() == 1_493_520

    assert images.shape == (4, 28, 28, 1)
    assert -1 <= images.min() and images.max() <= 1
# endregion
