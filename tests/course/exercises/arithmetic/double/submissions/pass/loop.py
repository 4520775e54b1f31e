"""
check = "small_numbers"
feedback = "Right. A list works; an array would be faster."
"""


def double(values):
    doubled = []
    for value in values:
        doubled.append(value + value)
    return doubled
