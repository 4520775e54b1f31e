"""
# One arm after the other on Python numbers, with the belief as a list of pairs.
"""


def choose(wins, losses, rng):
    best, largest = 0, -1.0
    for arm, (s, f) in enumerate(zip(wins, losses, strict=True)):
        theta = rng.beta(1 + s, 1 + f)
        if theta > largest:
            best, largest = arm, theta
    return best


def play(pull, k, n, rng):
    belief = [[0, 0] for _ in range(k)]
    for _ in range(n):
        arm = choose(*zip(*belief, strict=True), rng)
        belief[arm][0 if pull(arm) else 1] += 1
    return [s for s, _ in belief], [f for _, f in belief]
