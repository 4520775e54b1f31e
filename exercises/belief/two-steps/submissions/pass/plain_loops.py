"""
# Bayes' rule written out for both places, and counts in a loop over the rounds.
"""


def action_values(belief, common, good):
    values = []
    for action in (0, 1):
        value = 0.0
        for place in (0, 1):
            way = common if place == action else 1 - common
            this_is_good = belief if place == 0 else 1 - belief
            value += way * (this_is_good * good + (1 - this_is_good) * (1 - good))
        values.append(value)
    return values


def believe(belief, place, reward, good):
    weights = []
    for good_place, prior in ((0, belief), (1, 1 - belief)):
        pays = good if place == good_place else 1 - good
        weights.append(prior * (pays if reward else 1 - pays))
    return weights[0] / sum(weights)


def stay_table(actions, places, rewards):
    stays = [[0, 0], [0, 0]]
    rounds = [[0, 0], [0, 0]]
    for t in range(len(actions) - 1):
        row, column = int(rewards[t]), int(places[t] != actions[t])
        rounds[row][column] += 1
        stays[row][column] += int(actions[t + 1] == actions[t])
    return [[stays[r][c] / rounds[r][c] for c in (0, 1)] for r in (0, 1)]
