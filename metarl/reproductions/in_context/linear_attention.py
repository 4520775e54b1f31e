"""Recipe: attention without softmax is one step of gradient descent, and learns to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from metarl.evaluation import mean_interval
from metarl.in_context.baselines import gradient_step
from metarl.in_context.exact import best_step, step_error
from metarl.in_context.linear_attention import as_tokens, construct_step, predict
from metarl.in_context.training import head_predict, train_head, train_layer
from metarl.progress import OnProgress
from metarl.reproductions import Job, Reproduction, Row
from metarl.shapes import FloatArray
from metarl.tasks.linear import Inputs, draw_prompts, input_moments

# Dimensions, examples and inputs of each closed form; the first is the paper's setting.
SETTINGS: tuple[tuple[int, int, Inputs], ...] = (
    (10, 10, "uniform"),
    (5, 10, "uniform"),
    (5, 10, "normal"),
    (20, 40, "normal"),
)
INPUTS = {"uniform": "x from [−1, 1]", "normal": "x normal"}
TEST_SEED, TEST_PROMPTS = 2023, 50_000
HEAD_D, HEAD_EXAMPLES = 5, 10
STACKED = 3


def one_step(
    d: int, examples: int, inputs: Inputs, prompts: int, *, on_progress: OnProgress
) -> dict[str, Any]:
    """Squared error of the best gradient step on new prompts, and its interval over them."""
    x, y, _ = draw_prompts(prompts, examples + 1, d, np.random.default_rng(TEST_SEED), inputs)
    eta = best_step(examples, d, inputs)
    missed = gradient_step(x[:, :-1], y[:, :-1], x[:, -1], eta) - y[:, -1]
    mean, interval = mean_interval(missed**2)
    on_progress(1.0)
    return {"error": mean, "interval": interval, "prompts": prompts}


def equality(seed: int, *, on_progress: OnProgress) -> dict[str, float]:
    """Largest difference between constructed layers and as many gradient steps."""
    d, examples, inputs = SETTINGS[0]
    x, y, _ = draw_prompts(200, examples + 1, d, np.random.default_rng(seed), inputs)
    x, query, y = x[:, :-1], x[:, -1], y[:, :-1]
    eta = best_step(examples, d, inputs)
    layer = construct_step(d, examples, eta)
    w = np.zeros((len(x), d))
    differences = {}
    for steps in range(1, STACKED + 1):
        w += eta / examples * ((y - (x @ w[:, :, None])[:, :, 0])[:, None, :] @ x)[:, 0]
        attention = predict([layer] * steps, as_tokens(x, y, query))
        differences[str(steps)] = float(abs(attention - (w * query).sum(axis=1)).max())
    on_progress(1.0)
    return differences


def layer(seed: int, steps: int, batch: int, *, on_progress: OnProgress) -> dict[str, float]:
    """A trained layer: its error, and how far its predictions are from the best step's."""
    d, examples, inputs = SETTINGS[0]
    rng = np.random.default_rng(seed)
    parameters = train_layer(d, examples, steps, rng, inputs, batch, on_progress=on_progress)
    x, y, _ = draw_prompts(TEST_PROMPTS, examples + 1, d, np.random.default_rng(TEST_SEED), inputs)
    x, query, y, target = x[:, :-1], x[:, -1], y[:, :-1], y[:, -1]
    trained = predict([parameters], as_tokens(x, y, query))
    step = gradient_step(x, y, query, best_step(examples, d, inputs))
    return {
        "error": float(((trained - target) ** 2).mean()),
        "apart": float(((trained - step) ** 2).mean()),
    }


def head(seed: int, steps: int, *, on_progress: OnProgress) -> dict[str, float]:
    """A matrix trained by SGD: its diagonal, the rest of it, and its error."""
    M = train_head(HEAD_D, HEAD_EXAMPLES, steps, np.random.default_rng(seed))
    x, y, _ = draw_prompts(
        TEST_PROMPTS, HEAD_EXAMPLES + 1, HEAD_D, np.random.default_rng(TEST_SEED)
    )
    missed = head_predict(M, x[:, :-1], y[:, :-1], x[:, -1]) - y[:, -1]
    on_progress(1.0)
    return {
        "diagonal": float(np.diag(M).mean()),
        "off": root_mean_square(M[~np.eye(HEAD_D, dtype=bool)]),
        "error": float((missed**2).mean()),
    }


def same_prompts(*, on_progress: OnProgress) -> dict[str, float]:
    """Error of the best step on the very prompts that a trained layer, or matrix, is tested on."""
    errors = {}
    for kind, d, examples, inputs in (
        ("layer", *SETTINGS[0]),
        ("head", HEAD_D, HEAD_EXAMPLES, "normal"),
    ):
        rng = np.random.default_rng(TEST_SEED)
        x, y, _ = draw_prompts(TEST_PROMPTS, examples + 1, d, rng, inputs)
        eta = best_step(examples, d, inputs)
        missed = gradient_step(x[:, :-1], y[:, :-1], x[:, -1], eta) - y[:, -1]
        errors[kind] = float((missed**2).mean())
    on_progress(1.0)
    return errors


def root_mean_square(values: FloatArray) -> float:
    """Root of the mean of the squares."""
    return float(np.sqrt((values * values).mean()))


def jobs(quick: bool) -> list[Job]:
    """Five trainings of each kind; two in the quick variant, the layer's too short to be good."""
    seeds = range(2 if quick else 5)
    prompts = 4000 if quick else 4 * TEST_PROMPTS
    work = [Job(f"layer-{s}", layer, (s, *((150, 64) if quick else (2000, 256)))) for s in seeds]
    work += [Job(f"head-{s}", head, (s, 300 if quick else 3000)) for s in seeds]
    work += [
        Job(f"step-{d}-{examples}-{inputs}", one_step, (d, examples, inputs, prompts))
        for d, examples, inputs in SETTINGS
    ]
    return [*work, Job("same-prompts", same_prompts), Job("equality", equality, (0,))]


def exact_rows(results: Mapping[str, Any]) -> list[Row]:
    """Step sizes and errors in closed form, the errors beside those on drawn prompts."""
    table = []
    for d, examples, inputs in SETTINGS:
        where = f"d = {d}, N = {examples}, {INPUTS[inputs]}"
        eta = best_step(examples, d, inputs)
        error = step_error(examples, d, eta, inputs) * d * input_moments(inputs)[0]
        measurement = results[f"step-{d}-{examples}-{inputs}"]
        of = f"{measurement['prompts']:,} prompts"
        interval = tuple(measurement["interval"])
        table += [
            Row(f"{where}: best step size", None, eta, "exact"),
            Row(
                f"{where}: error after it",
                None,
                error,
                "exact",
                measurement["error"],
                interval,
                1,
                of,
            ),
        ]
    return table


def trained_rows(results: Mapping[str, Any]) -> list[Row]:
    """What training ends at, beside the closed form.

    The test prompts are a sample, which shows in the best step's error on them: by how much that
    misses its expectation is taken out of every training's error.
    """
    d, examples, inputs = SETTINGS[0]
    best = step_error(examples, d, best_step(examples, d, inputs), inputs) * d
    best *= input_moments(inputs)[0]
    eta = best_step(HEAD_EXAMPLES, HEAD_D)
    best_head = step_error(HEAD_EXAMPLES, HEAD_D, eta) * HEAD_D
    whole = f"d = {d}, N = {examples}, {INPUTS[inputs]}: trained layer"
    matrix = f"d = {HEAD_D}, N = {HEAD_EXAMPLES}, {INPUTS['normal']}: matrix trained by SGD"
    lines: list[tuple[str, str, str, float]] = [
        ("layer", f"{whole}, error", "error", best),
        ("layer", f"{whole}, mean squared distance from the best step's prediction", "apart", 0.0),
        ("head", f"{matrix}, mean of its diagonal", "diagonal", eta),
        ("head", f"{matrix}, root mean square of its other entries", "off", 0.0),
        ("head", f"{matrix}, error", "error", best_head),
    ]
    table = []
    for kind, what, entry, reference in lines:
        runs = [result[entry] for name, result in results.items() if name.startswith(f"{kind}-")]
        chance = results["same-prompts"][kind] - reference if entry == "error" else 0.0
        mean, interval = mean_interval([run - chance for run in runs])
        of = f"{TEST_PROMPTS:,} test prompts" if entry in ("error", "apart") else ""
        table.append(Row(what, None, reference, "exact", mean, interval, len(runs), of))
    return table


def rows(results: Mapping[str, Any]) -> list[Row]:
    """Closed forms, what training finds, and the construction."""
    table = exact_rows(results) + trained_rows(results)
    for steps in (1, STACKED):
        table.append(
            Row(
                f"{steps} constructed layer{'s' if steps > 1 else ''} against as many gradient "
                "steps: largest difference of predictions",
                None,
                0.0,
                "exact",
                results["equality"][str(steps)],
                note=f"It is {results['equality'][str(steps)]:.0e}: rounding.",
            )
        )
    return table


REPRODUCTION = Reproduction(
    title="Linear attention and one step of gradient descent",
    about=(
        "A layer of attention without softmax can be built so that it takes one step of gradient "
        "descent on the examples in its prompt, \\(y = w^\\top x\\) with \\(w \\sim N(0, I)\\). "
        "The best such step and its error have closed forms, which depend on the second and fourth "
        "moments of the inputs. Trained layers end there too: all four matrices of a layer, by "
        "Adam, and the one matrix that its keys and queries amount to, by plain SGD. Intervals of "
        "trained weights are over trainings; what the choice of test prompts adds to an error is "
        "taken out by way of the best step's error on the same prompts."
    ),
    unit="mean squared error, unless the row says otherwise",
    sources=("vonoswald-2023-icl-gd",),
    jobs=jobs,
    rows=rows,
    digits=4,
    differences=(
        "The paper's figures show that a trained layer and a gradient step have the same loss; "
        "they give no number to put into the first column.",
        "The paper's code says that it draws inputs from [−1, 1], but halves its range of 1, which "
        "gives [−0.5, 0.5]: the same problem with a step size four times, and errors a quarter, "
        "of the ones here.",
    ),
)
