"""
# All states forwards, pull by pull, then their values backwards; nothing calls itself.
"""


def after(arms, i, win, lose):
    s, f = arms[i]
    return tuple(sorted(arms[:i] + ((s + win, f + lose),) + arms[i + 1 :]))


def bayes_optimal_value(k, n):
    k = min(k, n)
    stages = [{((0, 0),) * k}]
    for _ in range(n):
        states = stages[-1]
        stages.append({after(a, i, w, 1 - w) for a in states for i in range(k) for w in (0, 1)})
    values = dict.fromkeys(stages[-1], 0.0)
    for states in reversed(stages[:-1]):
        earlier = {}
        for arms in states:
            worth = []
            for i, (s, f) in enumerate(arms):
                if i and arms[i - 1] == arms[i]:
                    continue
                mean = (s + 1) / (s + f + 2)
                win, loss = values[after(arms, i, 1, 0)], values[after(arms, i, 0, 1)]
                worth.append(mean * (1 + win) + (1 - mean) * loss)
            earlier[arms] = max(worth)
        values = earlier
    return values[((0, 0),) * k]
