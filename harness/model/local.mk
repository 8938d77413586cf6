# The layer of values. It gets a library of its own with its first function that others
# call; until then it is headers only and its link line is the floor's.
PIN_MODEL = $(PIN_BASE)
