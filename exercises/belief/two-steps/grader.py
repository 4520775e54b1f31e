"""Checks of the two-step task: what actions are worth, what rewards say, and how agents respond."""

import numpy as np

from grader import check, expect_arguments_kept, expect_close, probe, record

COMMON, GOOD = 0.75, 0.9


def random_chances(rng):
    """A belief and the two chances of a task."""
    return float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.6, 0.9)), float(rng.uniform(0.6, 0.9))


def random_log(rng, rounds):
    """A log in which every kind of round comes at least twice before the last."""
    kinds = np.concatenate([np.repeat(np.arange(4), 2), rng.integers(4, size=rounds - 8)])
    kinds = rng.permutation(kinds)
    actions = rng.integers(2, size=rounds + 1)
    places = actions ^ np.append(kinds % 2, 0)
    return np.stack([actions, places, np.append(kinds // 2, 1)])


def log_of(agent, rng, rounds):
    """The log of an agent that chooses by the last round; first every kind of round comes once."""
    other = np.concatenate([[0, 1, 0, 1], rng.integers(2, size=rounds)])
    paid = np.concatenate([[0, 0, 1, 1], rng.integers(2, size=rounds)])
    log, action = [], int(rng.integers(2))
    for way, reward in zip(other, paid, strict=True):
        log.append([action, action ^ int(way), int(reward)])
        action = agent(*log[-1])
    return np.array(log).T


def win_stay(action, place, reward):
    """Repeats an action that was paid, and changes one that was not."""
    return action if reward else 1 - action


def go_where_it_pays(action, place, reward):
    """Takes the action that usually leads to the place for which the last round spoke."""
    return place if reward else 1 - place


@check("Who knows which place is good expects 0.7 from one action and 0.3 from the other")
def known_place(learner, solution, rng):
    # Recorded first: drawn chances tell apart mistakes that agree on these.
    record("values for drawn chances", learner.action_values(*random_chances(rng)))
    found = learner.action_values(1.0, COMMON, GOOD)
    expect_close("values if place 0 is good", found, [0.7, 0.3])
    found = learner.action_values(0.0, COMMON, GOOD)
    expect_close("values if place 1 is good", found, [0.3, 0.7])


@check("Who knows nothing expects 0.5 from both")
def nothing_known(learner, solution, rng):
    _, common, good = random_chances(rng)
    found = learner.action_values(0.5, common, good)
    expect_close("values for a belief of 0.5", found, [0.5, 0.5])
    found = learner.action_values(0.9, 0.5, good)
    expect_close("values if both actions lead anywhere", found, [0.5, 0.5])


@check("The values for any belief and any chances", after="known_place")
def any_values(learner, solution, rng):
    for _ in range(4):
        case = random_chances(rng)
        found = learner.action_values(*case)
        expect_close("values of the actions", found, solution.action_values(*case))


@check("From a belief of 0.5, what is seen once is believed with the chance of seeing it")
def first_round(learner, solution, rng):
    good = float(rng.uniform(0.6, 0.95))
    for place in (0, 1):
        for reward in (0, 1):
            found = learner.believe(0.5, place, reward, good)
            record("belief after one round", found)
    for place, reward, expected in (
        (0, 1, good),
        (0, 0, 1 - good),
        (1, 1, 1 - good),
        (1, 0, good),
    ):
        what = f"after a reward of {reward} at place {place}"
        expect_close(f"belief {what}", learner.believe(0.5, place, reward, good), expected)


@check("What was believed before counts", after="first_round")
def any_belief(learner, solution, rng):
    for place, reward in ((0, 1), (0, 0), (1, 1), (1, 0)):
        belief, _, good = random_chances(rng)
        found = learner.believe(belief, place, reward, good)
        expected = solution.believe(belief, place, reward, good)
        expect_close("belief after one more round", found, expected)


@check("Two places that pay alike teach nothing")
def alike(learner, solution, rng):
    belief = float(rng.uniform(0.1, 0.9))
    found = learner.believe(belief, int(rng.integers(2)), int(rng.integers(2)), 0.5)
    expect_close("belief", found, belief)


@check("The stay table of the log in the example")
def example_log(learner, solution, rng):
    record("table of a drawn log", learner.stay_table(*random_log(rng, 17)))
    log = np.array([[0, 0, 1, 1, 1], [0, 1, 1, 0, 0], [1, 0, 0, 1, 1]])
    expect_close("stay table of the example", learner.stay_table(*log), [[1.0, 0.0], [1.0, 1.0]])


@check("The tables of two simple agents, and of any log", after="example_log")
def any_log(learner, solution, rng):
    log = log_of(win_stay, rng, int(rng.integers(5, 20)))
    found = learner.stay_table(*log)
    expect_close("stay table of win-stay", found, [[0.0, 0.0], [1.0, 1.0]])
    log = log_of(go_where_it_pays, rng, int(rng.integers(5, 20)))
    found = learner.stay_table(*log)
    expect_close("stay table of going where it pays", found, [[0.0, 1.0], [1.0, 0.0]])
    for _ in range(3):
        log = random_log(rng, int(rng.integers(12, 40)))
        expect_close("stay table", learner.stay_table(*log), solution.stay_table(*log))


@check("The log stays as it was")
def log_kept(learner, solution, rng):
    expect_arguments_kept("stay_table", learner.stay_table, *random_log(rng, 12))


@probe
def elsewhere(learner, solution, rng):
    for place, reward in ((0, 1), (0, 0), (1, 1), (1, 0)):
        belief, common, good = random_chances(rng)
        record("values", learner.action_values(belief, common, good))
        record("belief", learner.believe(belief, place, reward, good))
    record("table", learner.stay_table(*random_log(rng, 19)))


@check(
    "Who is certain stays so, and over 100 rounds the belief is worth 69.69 of 70",
    after=("known_place", "any_values", "first_round", "any_belief"),
)
def hundred_rounds(learner, solution, rng):
    for certain in (0.0, 1.0):
        found = learner.believe(certain, int(rng.integers(2)), int(rng.integers(2)), GOOD)
        expect_close("belief of somebody certain", found, certain)
    # What has been seen counts only by how many rounds more have spoken for place 0 than for 1.
    beliefs = {0: 0.5}
    for more in range(1, 100):
        for sign, reward in ((1, 1), (-1, 0)):
            before = beliefs[sign * (more - 1)]
            found = learner.believe(before, 0, reward, GOOD)
            expect_close("belief on the way", found, solution.believe(before, 0, reward, GOOD))
            beliefs[sign * more] = solution.believe(before, 0, reward, GOOD)
    worth = {}
    for more, belief in beliefs.items():
        found = learner.action_values(belief, COMMON, GOOD)
        expect_close("values on the way", found, solution.action_values(belief, COMMON, GOOD))
        worth[more] = float(np.max(np.asarray(found, dtype=float)))
    total, chances = 0.0, {0: 1.0}
    for _ in range(100):
        total += sum(chance * worth[more] for more, chance in chances.items())
        after = {}
        for more, chance in chances.items():
            speaks = beliefs[more] * GOOD + (1 - beliefs[more]) * (1 - GOOD)
            after[more + 1] = after.get(more + 1, 0.0) + chance * speaks
            after[more - 1] = after.get(more - 1, 0.0) + chance * (1 - speaks)
        chances = {more: chance for more, chance in after.items() if abs(more) < 100}
    expect_close("expected rewards of 100 rounds", total, 69.69, atol=0.01)
