# ---
# title: The equations of diffusion against the diffusers library
# summary: Noising, one DDPM step and one DDIM step, written from the formulas, equal what the library computes.
# framework: diffusers
# needs: [numpy, torch, diffusers]
# objective: [math/ddpm-forward, math/ddpm-posterior, math/ddim, models/diffusion]
# output: free
# seconds: 8
# ---

# The formulas of this guide, line by line. The network is left out: we pretend that it guessed the noise perfectly.

# region formulas
import numpy as np

T = 1000
beta = np.linspace(1e-4, 0.02, T)  # the linear schedule; beta[0] is step 1
alpha_bar = np.cumprod(1 - beta)  # signal power that is left

rng = np.random.default_rng(0)
x0, noise = rng.normal(size=(2, 4, 3))  # four small "pictures", four noises
t, earlier = 300, 280
# Forward: any level in one jump.
xt = np.sqrt(alpha_bar[t]) * x0 + np.sqrt(1 - alpha_bar[t]) * noise

# DDPM: the mean of one step back, and the spread of the fresh noise.
push = beta[t] / np.sqrt(1 - alpha_bar[t]) * noise
mean = (xt - push) / np.sqrt(1 - beta[t])
spread = np.sqrt(beta[t] * (1 - alpha_bar[t - 1]) / (1 - alpha_bar[t]))

# DDIM: guess the clean picture, then put back the same noise, but less of it.
clean = (xt - np.sqrt(1 - alpha_bar[t]) * noise) / np.sqrt(alpha_bar[t])
left = alpha_bar[earlier]
ddim = np.sqrt(left) * clean + np.sqrt(1 - left) * noise
# endregion

# The same three steps by the library, whose *schedulers* know the formulas so that nobody needs to type them:

# region library
import torch
from diffusers import DDIMScheduler, DDPMScheduler

settings = {"beta_start": 1e-4, "beta_end": 0.02, "clip_sample": False}
ddpm_scheduler = DDPMScheduler(T, **settings)
ddim_scheduler = DDIMScheduler(T, **settings)
ddim_scheduler.set_timesteps(50)  # every twentieth level: 300, then 280

clean_, noise_, noisy_ = torch.tensor(x0), torch.tensor(noise), torch.tensor(xt)
their_xt = ddpm_scheduler.add_noise(clean_, noise_, torch.tensor([t]))
their_ddim = ddim_scheduler.step(noise_, t, noisy_).prev_sample
torch.manual_seed(0)
their_ddpm = ddpm_scheduler.step(noise_, t, noisy_).prev_sample
torch.manual_seed(0)  # the same dice for ours
ours = mean + spread * torch.randn(4, 3, dtype=torch.float64).numpy()

print(f"noising differs by {abs(xt - their_xt.numpy()).max():.0e} at most")
print(f"DDPM differs by {abs(ours - their_ddpm.numpy()).max():.0e} at most")
print(f"DDIM differs by {abs(ddim - their_ddim.numpy()).max():.0e} at most")
# endregion

# * Line `"clip_sample"`: by default the library cuts the guessed clean picture to -1 to 1. Right for pictures, wrong for our numbers.
# * Line `**settings`: two stars hand over the dictionary's entries as named arguments.

# What is left are rounding errors: the library keeps its tables in single precision.

# region check
if __name__ == "__main__":
    assert np.allclose(xt, their_xt.numpy(), atol=1e-5)
    assert np.allclose(ours, their_ddpm.numpy(), atol=1e-5)
    assert np.allclose(ddim, their_ddim.numpy(), atol=1e-5)

    # Step after step adds up to the same variance as the jump.
    variance = 0.0
    for b in beta[: t + 1]:
        variance = (1 - b) * variance + b
    assert np.isclose(variance, 1 - alpha_bar[t])
    assert (
        round(alpha_bar[249], 4) == 0.5241
        and f"{alpha_bar[-1]:.3e}" == "4.036e-05"
    )
# endregion
