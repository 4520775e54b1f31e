"""
check = "small_numbers"
feedback = "You squared: found {found}. Twice a number is the number plus itself."
"""


def double(values):
    return values**2
