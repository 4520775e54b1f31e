"""
check = "small_numbers"
feedback = "An array has no field called first."
"""


def double(values):
    return values.first
