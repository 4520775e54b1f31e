"""What races against PyTorch is the update that the readable functions describe."""

from __future__ import annotations

import numpy as np
import pytest

from metarl.networks.adam import Adam
from metarl.pearl.q_learning import Networks, follow, gradients
from metarl.races import pearl


def test_raced_updates_equal_the_readable_ones() -> None:
    given = pearl.inputs()
    encoder, q = ([np.array(array) for array in given[name]] for name in ("encoder", "q"))
    networks = Networks(encoder, q, [array.copy() for array in q])
    adam, losses = Adam(pearl.LR), []
    for batch in given["batches"]:
        data = pearl.batch_of(batch)
        step, loss = gradients(networks, data, pearl.DISCOUNT, pearl.KL_WEIGHT)
        adam.step([*encoder, *q], step)
        follow(networks.target, q, pearl.FOLLOW)
        losses.append(loss.td)
    expected = [*losses, *(float(number) for array in [*encoder, *q] for number in array.flat)]
    # the race is in float32; Adam's first steps are as large where a gradient is tiny
    assert pearl.check(given) == pytest.approx(expected, abs=pearl.RACE.tolerance)


def test_its_steps_can_be_done_any_number_of_times() -> None:
    do = pearl.ours()
    do(1)
    do(3)
