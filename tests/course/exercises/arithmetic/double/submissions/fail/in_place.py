"""
check = "input_kept"
feedback = "You doubled the caller's own array. Return a new one."
"""


def double(values):
    values *= 2
    return values
