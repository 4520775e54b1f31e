"""
# A window that grows and slides along, and one counter for each context.
"""

from collections import Counter, defaultdict, deque


def ad_examples(histories, window):
    examples = []
    for history in histories:
        recent = deque(maxlen=window)
        for arm, reward in history:
            examples.append((tuple(recent), arm))
            recent.append((arm, reward))
    return examples


def clone_table(examples, A):
    counters = defaultdict(Counter)
    for context, arm in examples:
        counters[context][arm] += 1
    return {
        context: [counter[arm] / counter.total() for arm in range(A)]
        for context, counter in counters.items()
    }
