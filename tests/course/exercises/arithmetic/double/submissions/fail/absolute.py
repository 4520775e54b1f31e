"""
check = "random_numbers"
feedback = "Negative numbers lose their sign in your code."
"""


def double(values):
    return 2 * abs(values)
