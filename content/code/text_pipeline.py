"""The owner's sketch of text generation with Hugging Face transformers, exactly as written.

It downloads GPT-2 (about 0.5 GB) the first time it runs. What `max_length` does differs between transformers 4 and 5;
the page says how.
"""

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
