"""
# Only arms that have been pulled are in the state; one more arm may be begun as long as there are any.
"""

from functools import lru_cache


def bayes_optimal_value(k, n):
    @lru_cache(maxsize=None)
    def value(touched):
        left = n - sum(s + f for s, f in touched)
        if left == 0:
            return 0.0
        fresh = [((0, 0), touched)] if len(touched) < k else []
        known = [(arm, touched[:i] + touched[i + 1 :]) for i, arm in enumerate(touched)]
        return max(pulled(arm, rest) for arm, rest in fresh + known)

    def pulled(arm, rest):
        s, f = arm
        win = value(tuple(sorted((*rest, (s + 1, f)))))
        loss = value(tuple(sorted((*rest, (s, f + 1)))))
        return ((s + 1) * (1 + win) + (f + 1) * loss) / (s + f + 2)

    return value(())
