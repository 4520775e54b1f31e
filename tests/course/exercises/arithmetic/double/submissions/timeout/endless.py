"""
feedback = "Your code was still running after 1 s and was stopped, in the loop that begins on line 7. Look for what should end this loop and never does, or for far too many rounds."
"""


def double(values):
    while True:
        values = values + 0
