# ---
# title: The same request, without surprises
# summary: A fixed seed, a named way of sampling, a count of new tokens, and only the continuation.
# framework: transformers
# needs: [transformers, torch]
# objective: [concepts/sampling-strategies, models/autoregressive]
# fixture: tiny_gpt2.py
# output: free
# shows_output: false
# note: >-
#   It was run without a network, against a tiny stand-in with random weights under the name `gpt2`. So the
#   calls, arguments and lengths are checked, and no text is shown: it would not be GPT-2's.
# ---

# Every argument that has a surprising default, written out.

# region request
from transformers import pipeline, set_seed

set_seed(0)
generator = pipeline("text-generation", model="gpt2")
texts = generator(
    "In a world where AI could dream,",
    max_new_tokens=40,  # does not count the prompt
    do_sample=True,  # without it, temperature and top_p do nothing
    temperature=0.8,
    top_p=0.9,
    return_full_text=False,  # the continuation without the prompt
)
print(texts[0]["generated_text"])
# endregion

# * Line `set_seed(0)`: the same seed gives the same text with the same versions, and only then.
# * Line `do_sample=True`: version 5 samples anyway; version 4 did not.

# region check
if __name__ == "__main__":
    settings = {
        "do_sample": True,
        "temperature": 0.8,
        "top_p": 0.9,
        "max_new_tokens": 40,
    }
    prompt = "In a world where AI could dream,"
    assert not texts[0]["generated_text"].startswith(prompt)

    def again(seed):
        set_seed(seed)
        return generator(prompt, return_full_text=False, **settings)[0][
            "generated_text"
        ]

    assert again(0) == texts[0]["generated_text"]  # the same seed, the same text
    assert again(1) != texts[0]["generated_text"]
    ids = generator(prompt, return_tensors=True, **settings)[0][
        "generated_token_ids"
    ]
    assert len(ids) == len(generator.tokenizer(prompt)["input_ids"]) + 40

    greedy = [
        generator(prompt, max_new_tokens=5, do_sample=False) for _ in range(2)
    ]
    assert greedy[0] == greedy[1]
# endregion
