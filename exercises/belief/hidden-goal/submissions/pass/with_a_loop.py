"""
# Cell by cell, on Python numbers.
"""


def grid_belief(b, cell, reward):
    after = []
    for goal, probability in enumerate(b):
        could_pay = (goal == cell) == (reward > 0)
        after.append(probability if could_pay else 0.0)
    total = sum(after)
    return [probability / total for probability in after]


def search(env, b, episodes, rng):
    belief = list(b)
    returns = []
    for _ in range(episodes):
        env.reset()
        left, guess = rng.random(), 0
        for cell, probability in enumerate(belief):
            if probability > 0:
                guess = cell
                left -= probability
                if left < 0:
                    break
        rewards = []
        for _ in range(env.length):
            cell, reward = env.step(guess)
            rewards.append(reward)
            belief = grid_belief(belief, cell, reward)
        returns.append(sum(rewards))
    return returns, belief
