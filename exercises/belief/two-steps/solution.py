import numpy as np


def action_values(belief, common, good):
    """Expected reward of either first action.

    Args:
        belief: chance that place 0 is the good one.
        common: chance that action 0 leads to place 0, and action 1 to place 1.
        good: chance that the good place pays 1; the other pays with the rest.

    Returns:
        float[A] for A = 2 actions.
    """
    pays = belief * good + (1 - belief) * (1 - good)
    places = np.array([pays, 1 - pays])
    return common * places + (1 - common) * places[::-1]


def believe(belief, place, reward, good):
    """The belief after a reward of 0 or 1 at a place, 0 or 1.

    Returns:
        The chance that place 0 is the good one.
    """
    # A reward at one place and none at the other say the same.
    chance = good if (place == 0) == (reward == 1) else 1 - good
    weight = belief * chance
    return weight / (weight + (1 - belief) * (1 - chance))


def stay_table(actions, places, rewards):
    """How often a first action is repeated, by reward and by the way it led.

    Args:
        actions: int[T], first actions of T rounds.
        places: int[T], where they led.
        rewards: int[T], 0 or 1.

    Returns:
        float[2, 2]: rows without and with a reward, columns usual and other place.
    """
    stayed = actions[1:] == actions[:-1]
    other = places[:-1] != actions[:-1]
    paid = rewards[:-1] == 1
    return np.array([[stayed[(paid == r) & (other == o)].mean() for o in (0, 1)] for r in (0, 1)])
