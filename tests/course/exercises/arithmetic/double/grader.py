import numpy as np

from grader import check, expect_close, expect_unchanged, record


@check("1, 2 and 3 become 2, 4 and 6")
def small_numbers(learner, solution, rng):
    doubled = learner.double(np.array([1.0, 2.0, 3.0]))
    record("type", type(doubled).__name__)
    expect_close("double of (1, 2, 3)", doubled, [2.0, 4.0, 6.0])


@check("The given array keeps its values", after="small_numbers")
def input_kept(learner, solution, rng):
    values = np.array([1.0, 2.0, 3.0])
    learner.double(values)
    expect_unchanged("values", values, np.array([1.0, 2.0, 3.0]))


@check("Random numbers match", after="small_numbers")
def random_numbers(learner, solution, rng):
    values = rng.normal(size=5)
    expect_close("double of five numbers", learner.double(values), solution.double(values))
