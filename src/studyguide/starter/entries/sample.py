# ---
# title: %TITLE%
# summary: ""                  # one plain sentence on what it shows
# framework: python            # or numpy, pytorch, keras, transformers ...
# needs: []                    # what must be installed to run it, as in [numpy, torch]
# objective: []                # entries that it belongs to, as in [concepts/entropy]
# ---

# What stands in comments between regions is Markdown, and is shown above the code that follows.

# region first
throws = [3, 1, 4, 1, 5]
print(sum(throws) / len(throws))
# endregion

# * Line `sum(throws)`: say why, where a reader may wonder.

# region check
assert sum(throws) == 14  # runs, and is not shown
# endregion
