"""
feedback = "Your code was still running after 1 s and was stopped, in the loop that begins on line 9. Look for what should end this loop and never does, or for far too many rounds."
"""

import time


def double(values):
    while True:
        time.sleep(0.01)
