# ---
# title: Two dice
# summary: How often each sum of two dice comes up.
# framework: python
# objective: [concepts/sums]
# figures: {bars.svg: "A staircase up to seven and down again"}
# output: exact
# ---

# All sums come from 36 pairs. What [[sums]] are is told elsewhere.

# region pairs
from itertools import product

pairs = list(product(range(1, 7), repeat=2))  # 36 of them
print(len(pairs), "pairs")
# endregion

# * Line `product`: every first die with every second.
# * Lines 15-16: that many, always.

# region count
from collections import Counter

# region sums
sums = Counter(a + b for a, b in pairs)
# endregion
for total, count in sorted(sums.items()):
    print(f"{total:2} {count}")
# endregion

# region picture
bars = "".join(f'<rect x="{total}" y="{-count}" width="1" height="{count}"/>' for total, count in sums.items())
with open("bars.svg", "w") as file:
    file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 -6 11 6">{bars}</svg>')
# endregion

# region check
if __name__ == "__main__":
    assert sum(sums.values()) == 36
    assert sums[7] == 6
    print("checked")
# endregion
