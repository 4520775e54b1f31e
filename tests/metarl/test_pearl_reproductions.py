"""The recipe on 2-D navigation, in its quick variant."""

import pytest

from metarl.reproductions import navigation_anchors


def table(recipe):
    """The rows by what they are of, from the quick jobs."""
    results = {
        job.name: job.run(*job.arguments, tell=lambda share: None)
        for job in recipe.REPRODUCTION.jobs(True)
    }
    return {row.what: row for row in recipe.REPRODUCTION.rows(results)}


def test_navigation():
    rows = table(navigation_anchors)
    staying = rows["Staying at the start, any goal"]
    assert staying.reference == pytest.approx(-38.26, abs=0.005)
    assert rows["Best policy, any goal"].reference == pytest.approx(-0.506, abs=0.0005)
    before = rows["MAML, 0 gradient steps, 40 test goals"]
    assert (before.published, before.reference) == (-40.41, pytest.approx(-40.08, abs=0.005))
    told = rows["Told the goal, 40 test goals"]
    assert (told.published, told.reference) == (-2.29, pytest.approx(-0.544, abs=0.0005))
    for row in rows.values():
        if row.interval:
            # half as wide again: 95 % intervals over goals, of three rows, miss now and then
            half = 0.75 * (row.interval[1] - row.interval[0])
            assert row.ours == pytest.approx(row.reference, abs=half)
