import numpy as np


def look_around(b, goal, draws):
    """Rewards of looking for the goal, one cell a step, and the belief at the end.

    Each step draws a cell from the belief b: the first at which its running sum exceeds the draw.
    """
    rewards = []
    for draw in draws:
        cell = np.argmax(np.cumsum(b) > draw)
        reward = float(cell == goal)
        here = np.arange(len(b)) == cell
        likelihood = np.where(here, reward, 1.0 - reward)
        b = b * likelihood / (b @ likelihood)
        rewards.append(reward)
    return rewards, b
