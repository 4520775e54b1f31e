"""How the figures of large courses come about, on a small one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tools.bench import build_time
from tools.common.process import SetupError
from tools.results.bench import Run
from tools.synth import command, plain_material

RUN = Run("2026-01-01", "make bench", 2, "a machine", {})


def made_up() -> build_time.Samples:
    """Times that grow by 20 ms with each exercise; plain ones by 18."""
    samples: build_time.Samples = defaultdict(list)
    for size in build_time.SIZES:
        samples[f"ours_{size}"] = [1 + 0.02 * size, 1.2 + 0.02 * size]
        samples[f"plain_{size}"] = [1 + 0.018 * size] * 2
        samples[f"theme_{size}"] = [1 + 0.03 * size] * 2
        samples[f"first_{size}"] = [0.05 * size]
        samples[f"ours_{size}_memory"] = samples[f"plain_{size}_memory"] = [100, 100]
    return samples


def test_every_result_is_there_and_judged_against_its_target() -> None:
    entries = build_time.entries(made_up(), RUN)
    assert tuple(entries) == build_time.NAMES
    assert entries["build_1000"].ratio == pytest.approx(21.1 / 19, abs=1e-3)
    assert entries["build_growth"].value == pytest.approx(20)
    assert {name for name, entry in entries.items() if entry.met} == {
        *("build_1000", "build_theme_1000", "build_growth")
    }
    theme = entries["build_theme_1000"]
    assert theme.value == pytest.approx(21.1)
    assert (theme.baseline, theme.target) == (31, 1)
    assert entries["build_theme_50"].target is None
    assert all(len(entry.samples) == entry.run.trials for entry in entries.values())


def test_the_plain_site_has_every_prompt_and_nothing_of_ours(tmp_path: Path) -> None:
    command.write(tmp_path / "course", 4)
    plain_material.write(tmp_path / "course", tmp_path / "plain")
    pages = sorted((tmp_path / "plain" / "docs" / "topic-000").glob("*.md"))
    text = "".join(page.read_text("utf-8") for page in pages)
    for prompt in (tmp_path / "course").rglob("prompt.md"):
        assert prompt.read_text("utf-8").strip() in text
    assert "pump of plant" in text
    assert "How much of a reading is left" in text
    assert ":::" not in text
    config = (tmp_path / "plain" / "mkdocs.yml").read_text("utf-8")
    assert "tools." not in config
    assert "custom_dir" not in config
    assert "navigation.prune" in config


def test_a_program_is_measured_and_its_failure_told() -> None:
    cost = build_time.cost("-c", "b'x' * 50_000_000")
    assert cost.seconds > 0
    assert cost.megabytes > 5
    with pytest.raises(SetupError, match="has failed"):
        build_time.cost("-c", "raise SystemExit(3)")
