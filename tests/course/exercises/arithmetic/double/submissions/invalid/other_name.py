"""
feedback = "Your code does not define double. Write a definition of double(values)."
"""


def twice(values):
    return 2 * values
