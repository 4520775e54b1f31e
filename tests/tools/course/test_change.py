"""Changes of a solution: how they are read, where they fit, and what is said where they do not."""

import pytest

from tools.course.change import ChangeError, change_between, changed

SOLUTION = """import numpy as np


def first(values):
    total = 0.0
    for value in values:
        total = total + value
    return total


def second(values):
    total = 0.0
    for value in values:
        total = total + 2 * value
    return np.sqrt(total)
"""


def test_lines_that_go_give_way_to_lines_that_come() -> None:
    text = changed(SOLUTION, "-        total = total + value\n+        total = value\n")

    assert text == SOLUTION.replace("total = total + value", "total = value")


@pytest.mark.parametrize(
    "change",
    [
        "- total = total + value\n+ total = value",
        "\n\n-total = total + value\n+total = value\n\n",
        "--- a/solution.py\n+++ b/solution.py\n@@ -7,1 +7,1 @@ def first(values):\n"
        "-        total = total + value\n+        total = value",
        "@@ first @@\n     for value in values:\n-        total = total + value\n"
        "+        total = value\n     return total",
    ],
)
def test_indentation_heads_and_lines_around_may_be_as_the_author_likes(change: str) -> None:
    assert changed(SOLUTION, change) == SOLUTION.replace("total = total + value", "total = value")


def test_indentation_within_a_place_is_kept() -> None:
    text = changed(
        SOLUTION,
        "-return np.sqrt(total)\n+if total < 0:\n+    return 0.0\n+return np.sqrt(total)",
    )

    assert text.endswith("    if total < 0:\n        return 0.0\n    return np.sqrt(total)\n")


def test_line_may_move_out_of_its_loop() -> None:
    change = "         total = total + 2 * value\n-    return np.sqrt(total)\n+        return total"

    assert changed(SOLUTION, change).endswith("+ 2 * value\n        return total\n")


def test_places_are_changed_in_the_solution_and_may_come_in_any_order() -> None:
    text = changed(
        SOLUTION,
        "@@ second @@\n-    total = 0.0\n+    total = 1.0\n@@\n-import numpy as np\n+import math",
    )

    assert text == "import math" + SOLUTION.removeprefix("import numpy as np").replace(
        "second(values):\n    total = 0.0", "second(values):\n    total = 1.0"
    )


def test_imports_alone_go_to_the_top() -> None:
    assert changed(SOLUTION, "+import math").startswith("import math\nimport numpy as np\n")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("", "the change is empty"),
        ("total = 1", "a line of the change is 'total = 1'. Begin each line with"),
        ("+    return 5", "nothing says where the new lines belong"),
        ("-    total = 0.0\n+    total = 1.0", "more than once, at lines 5 and 12"),
        ("@@ third @@\n-    total = 0.0", "no function third; it has first, second"),
        ("-    return np.sqr(total)", "no such line (any more):\n    return np.sqr(total)"),
        ("-    return np.sqr(total)", "the closest is\n    return np.sqrt(total)"),
        ("-    total = 0.0\n-    return total", "but not one after the other"),
        ("-    return total\n@@\n-    return total\n+    return 5", "two of its places overlap"),
    ],
)
def test_change_that_does_not_fit_says_what_was_looked_for(change: str, words: str) -> None:
    with pytest.raises(ChangeError) as raised:
        changed(SOLUTION, change)

    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("total = total + value", "total += value"),
        ("second(values):\n    total = 0.0", "second(values):\n    total = 1.0"),
        ("    return total\n", "    total = total + 1\n    return total\n"),
        ("import numpy as np\n", "import math\nimport numpy as np\n"),
        ("    for value in values:\n        total = total + 2 * value\n", ""),
        ("total = 0.0", "total = 3.0"),
    ],
)
def test_change_between_two_texts_leads_from_one_to_the_other(old: str, new: str) -> None:
    text = SOLUTION.replace(old, new)

    assert changed(SOLUTION, change_between(SOLUTION, text)) == text


def test_change_between_shows_no_more_than_is_needed() -> None:
    text = SOLUTION.replace("total = total + value", "total += value")

    assert (
        change_between(SOLUTION, text) == "-        total = total + value\n+        total += value"
    )
