import numpy as np


def belief(mu, var):
    """Mean and variance of the belief, from the Gaussian factors of one context."""
    precision = 1.0 / var
    mean = (precision * mu).sum(axis=0) / precision.sum(axis=0)
    return mean, 1.0 / precision.mean(axis=0)


def critic_inputs(batch, contexts, states, encode, noise):
    """For each task of a batch its states, every one with the same z about that task."""
    rows = []
    for place, task in enumerate(batch):
        mean, variance = belief(*encode(contexts[place]))
        z = mean + np.sqrt(variance) * noise[place]
        rows.append([np.concatenate([s, z]) for s in states[task]])
    return np.array(rows)
