"""
feedback = "Your code was still running after 1 s and was stopped. Look for a loop that never ends."
"""


def double(values):
    while True:
        values = values + 0
