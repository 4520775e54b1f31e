"""
# Places counted one by one, without slices, and lists in place of arrays.
"""


def ad_examples(histories, window):
    examples = []
    for history in histories:
        for t in range(len(history)):
            context = ()
            for place in range(t):
                if place >= t - window:
                    context += (history[place],)
            examples.append((context, history[t][0]))
    return examples


def clone_table(examples, A):
    followed = {}
    for context, arm in examples:
        if context not in followed:
            followed[context] = []
        followed[context].append(arm)
    table = {}
    for context, arms in followed.items():
        table[context] = [arms.count(arm) / len(arms) for arm in range(A)]
    return table
