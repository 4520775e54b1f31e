"""What Python reads does not hang on which Python grades."""

import tomllib

from grader.isolation.compilation import OLDEST
from tools.common.paths import ROOT


def test_the_oldest_python_is_the_one_that_may_install_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, OLDEST))
