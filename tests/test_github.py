"""The workflow and the forms: they cannot run here, so linters and these tests read them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools.cli import COMMANDS
from tools.common.paths import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
MACHINE = re.compile(r"/(?:home|root|Users|tmp|work|opt|var)/|[A-Z]:\\|\blocalhost\b|127\.0\.0\.1")


def said(*command: str | Path) -> str:
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", [path for path in FORMS if path.stem != "config"]),
        ("vendor.github-issue-config", [path for path in FORMS if path.stem == "config"]),
    ],
)
def test_every_file_is_what_the_host_reads(schema: str, files: list[Path]) -> None:
    assert files
    # the schemas come with the package
    complaint = said(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files)
    assert not complaint, complaint


def test_the_linter_finds_no_weakness() -> None:
    linter = Path(sys.prefix) / "bin" / "zizmor"
    options = ("--offline", "--no-progress", "--config", GITHUB / "zizmor.yml")
    complaint = said(linter, *options, *WORKFLOWS)
    assert not complaint, complaint


def test_no_secret_and_no_path_of_a_machine() -> None:
    for path in (path for path in GITHUB.rglob("*") if path.is_file()):
        text = path.read_text("utf-8")
        assert "secrets." not in text, path
        assert not MACHINE.findall(text), path


def commands_in(text: str) -> set[str]:
    return set(re.findall(r"(?:\bmake|-m tools) ([a-z][a-z-]*)", without_packages(text)))


def without_packages(text: str) -> str:
    """The text without the lists of packages, one of which is called make."""
    return re.sub(r"apt-get .*", "", text)


def test_the_workflow_calls_commands_that_exist() -> None:
    called = set().union(*(commands_in(path.read_text("utf-8")) for path in WORKFLOWS))
    assert {"test", "test-engines", "build", "check", "summary"} <= called
    assert called <= set(COMMANDS)


def test_only_main_is_published_and_only_after_all_tests() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]
    publish = jobs.pop("publish")
    assert set(publish["needs"]) == set(jobs)
    assert publish["if"] == "github.ref == 'refs/heads/main'"
    # nobody else may write anything
    assert all("permissions" not in job for job in jobs.values())


def test_the_preview_is_kept_even_if_a_test_fails() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]
    preview = next(
        step for step in jobs["test"]["steps"] if "upload-artifact@" in step.get("uses", "")
    )
    assert preview["if"].startswith("always()")
    assert preview["with"]["path"] == "site"
