# ---
# title: A loaded die
# summary: What a die from a file rolls.
# framework: python
# fixture: loaded_die.py
# shows_output: false
# note: Ran with a stand-in for *the* die.
# ---

# region roll
with open("die.txt") as die:
    print(die.read(1))
# endregion

# region check
with open("die.txt") as die:
    assert die.read() == "666666"
# endregion
