"""The other sides of that race: one that does the same, and those that do not."""

import time


def make():
    return lambda steps: time.sleep(0.02 * steps)


def twice(inputs):
    return [2 * number for number in inputs["start"]]


def nearly(inputs):
    return [2 * number + 1e-6 for number in inputs["start"]]


def short(inputs):
    return [2.0]


def broken(inputs):
    raise ValueError("cannot be checked")


SIDES = {
    "slow naps": (3.0, make, twice),
    "other naps": (3.0, make, nearly),
    "one nap": (3.0, make, short),
    "no nap": (3.0, make, broken),
}
