import numpy as np


def ad_examples(histories, window):
    """Every pull of every history, with what came before it in the same history.

    Args:
        histories: a list of lists of pairs (arm, reward), in the order in which they happened.
        window: how many pulls a context holds at most, from 0 on.

    Returns:
        A list of pairs (context, arm); a context is a tuple of pairs (arm, reward).
    """
    examples = []
    for history in histories:
        for t in range(len(history)):
            context = history[max(t - window, 0) : t]
            examples.append((tuple(context), history[t][0]))
    return examples


def clone_table(examples, A):
    """The share of each arm in what followed each context.

    Args:
        examples: as ad_examples gives them.
        A: number of arms.

    Returns:
        A dictionary from contexts to float[A].
    """
    followed = {}
    for context, arm in examples:
        followed.setdefault(context, []).append(arm)
    return {seen: np.bincount(arms, minlength=A) / len(arms) for seen, arms in followed.items()}
