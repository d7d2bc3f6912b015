# ---
# title: Using a Pre-trained Model from Hugging Face
# summary: Three calls download GPT-2, continue a prompt and print the text.
# framework: transformers
# needs: [transformers, torch]
# objective: [models/autoregressive, concepts/sampling-strategies]
# fixture: tiny_gpt2.py
# output: free
# shows_output: false
# note: >-
#   It was run without a network, against a tiny stand-in with random weights under the name `gpt2`. So the
#   calls, arguments and lengths are checked, and no text is shown: it would not be GPT-2's.
# ---

# The author's own sketch, exactly as written. The first call downloads GPT-2, about half a gigabyte.

# region model
# Easiest way to get started with powerful generative models!
from transformers import pipeline

# Initialize a text generation pipeline with a pre-trained model
generator = pipeline('text-generation', model='gpt2')

# Generate text
prompt = "In a world where AI could dream,"
generated_text = generator(prompt, max_length=50, num_return_sequences=1)

print(generated_text[0]['generated_text'])
# endregion

# * Line `pipeline(`: finds the right tokeniser and network for the name, and downloads both if they are not there yet.
# * Line `max_length=50`: at most 50 tokens. Whether the prompt counts depends on the version; better write `max_new_tokens`.
# * Line `print(`: the answer is a list with one dictionary for each text, here a single one (`num_return_sequences=1`), hence the `[0]`.

# region check
if __name__ == "__main__":
    text = generated_text[0]["generated_text"]
    assert len(generated_text) == 1 and text.startswith(prompt)

    # In version 5, max_length counts the prompt, too.
    ids = generator(prompt, max_length=50, return_tensors=True)[0]["generated_token_ids"]
    prompt_ids = generator.tokenizer(prompt)["input_ids"]
    assert len(ids) == 50 and ids[: len(prompt_ids)] == prompt_ids

    # max_new_tokens does not.
    more = generator(prompt, max_new_tokens=50, return_tensors=True)[0]["generated_token_ids"]
    assert len(more) == len(prompt_ids) + 50
# endregion
