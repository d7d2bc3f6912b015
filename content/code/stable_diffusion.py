# ---
# title: Text to image with a pre-trained pipeline
# summary: One call loads all the parts of latent diffusion, one more paints from a prompt.
# framework: diffusers
# needs: [diffusers, transformers, torch]
# objective: [models/latent-diffusion, concepts/guidance]
# fixture: tiny_stable_diffusion.py
# note: >-
#   It was run without a network, against a tiny stand-in with random weights under the model's name. So the
#   calls, arguments and shapes are checked, and no picture is shown: it would not be Stable Diffusion's.
# ---

# The text-to-image models of the library all work like this. The first call downloads several gigabytes.

# region paint
import torch
from diffusers import DiffusionPipeline

name = "stable-diffusion-v1-5/stable-diffusion-v1-5"
pipe = DiffusionPipeline.from_pretrained(name)
pictures = pipe(
    "an astronaut riding a horse",
    negative_prompt="blurry",  # in place of the empty prompt
    num_inference_steps=20,  # denoising steps; each asks the U-Net twice
    guidance_scale=7.5,  # the s of this guide; 1 means no guidance
    generator=torch.Generator().manual_seed(0),  # the same noise
)
picture = pictures.images[0]  # picture.save("astronaut.png") writes it
# endregion

# * Line `from_pretrained`: loads a VAE, a U-Net, a text encoder, a tokeniser and a scheduler: all the parts of latent diffusion.
# * Line `num_inference_steps`: more steps are slower and, after some fifty, hardly better.
# * Line `.manual_seed(0)`: the noise that the picture starts from. Keep it to compare two prompts or two scales.

# region check
if __name__ == "__main__":
    import numpy as np

    # The five parts that the page names, each of the real kind.
    parts = {name: type(part).__name__ for name, part in pipe.components.items()}
    assert (
        parts["vae"] == "AutoencoderKL"
        and parts["unet"] == "UNet2DConditionModel"
    )
    assert parts["text_encoder"] == "CLIPTextModel" and parts[
        "tokenizer"
    ].startswith("CLIPTok")
    assert pipe.tokenizer.model_max_length == 77

    # Count what the U-Net is asked: both prompts in one batch, and once without guidance.
    asked = []
    pipe.unet.register_forward_pre_hook(
        lambda unet, inputs: asked.append(len(inputs[0]))
    )
    same = {"num_inference_steps": 4, "output_type": "np"}

    def paint(**settings):
        dice = torch.Generator().manual_seed(0)
        return pipe("an astronaut", generator=dice, **same, **settings).images[0]

    guided, repeated, plain = paint(), paint(), paint(guidance_scale=1.0)
    assert asked == [2] * 4 + [2] * 4 + [1] * 4
    assert np.array_equal(guided, repeated) and not np.allclose(guided, plain)
    assert guided.shape == (16, 16, 3) and picture.size == (16, 16)
# endregion
