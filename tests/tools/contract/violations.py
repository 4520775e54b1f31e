"""One edit of the toy course for each rule of the contract, which breaks this rule alone."""

from tests.tools.contract.edits import Edit, delete, double, replace, scores, write
from tests.tools.contract.page_violations import PAGE_VIOLATIONS
from tests.tools.contract.scenario_violations import SCENARIO_VIOLATIONS

DOUBLE = "arithmetic/double"

# not written out, for the style of this file is looked at as well
MISSPELT = "receive".replace("ei", "ie")

# rule: (the edit of the toy course, the exercise that breaks the rule, words of the complaint)
VIOLATIONS: dict[str, tuple[Edit, str, str]] = {
    "id": (
        lambda exercises: (exercises / DOUBLE).rename(exercises / "arithmetic/Double!"),
        "arithmetic/Double!",
        "is not an id of an exercise",
    ),
    "toml": (replace(f"{DOUBLE}/exercise.toml", "format = 1", "format = "), DOUBLE, "broken TOML"),
    "keys": (
        replace(f"{DOUBLE}/exercise.toml", "seconds = 1", "secnods = 1"),
        DOUBLE,
        "unknown key secnods",
    ),
    "changes": (
        write(
            f"{DOUBLE}/submissions.toml",
            """[[fail]]
name = "thrice"
change = '''
-    return values * 2
+    return values * 3
'''
check = "small_numbers"
feedback = "That is three times as much."
""",
        ),
        DOUBLE,
        "the solution has no such line (any more)",
    ),
    "files": (delete(f"{DOUBLE}/hints.md"), DOUBLE, "hints.md is missing"),
    "todo": (
        replace(f"{DOUBLE}/hints.md", "Add the", "TODO(author): say it in other words\nAdd the"),
        DOUBLE,
        "to do: say it in other words",
    ),
    "concepts": (
        replace("arithmetic/tables/exercise.toml", "doubling", "dubling"),
        "arithmetic/tables",
        "no page for concept 'dubling'",
    ),
    "sources": (
        replace(f"{DOUBLE}/exercise.toml", "euclid-elements", "euclid"),
        DOUBLE,
        "unknown source 'euclid'",
    ),
    "prerequisites": (
        replace(
            "arithmetic/tables/exercise.toml",
            "prerequisites = []",
            'prerequisites = ["arithmetic/nothing"]',
        ),
        "arithmetic/tables",
        "unknown prerequisite 'arithmetic/nothing'",
    ),
    "uses": (
        replace(
            f"{DOUBLE}/exercise.toml",
            "defines =",
            'uses = {halve = "arithmetic/tables"}\ndefines =',
        ),
        DOUBLE,
        "halve is used from 'arithmetic/tables', which is not a prerequisite",
    ),
    "embedded": (
        replace("../docs/concepts/doubling.md", "::: exercise arithmetic/tables", ""),
        "arithmetic/tables",
        "no page embeds the exercise",
    ),
    "defines": (
        replace(f"{DOUBLE}/prompt.md", "`double(values)`", "a function"),
        DOUBLE,
        "the prompt does not mention double",
    ),
    "hints": (
        replace(f"{DOUBLE}/hints.md", "Add the number to itself.", "Write `return 2.0 * values`."),
        DOUBLE,
        "a hint contains the solution's line",
    ),
    "docstrings": (
        replace(f"{DOUBLE}/submissions/fail/squares.py", "check =", "chek ="),
        DOUBLE,
        "unknown key chek",
    ),
    "feedback": (
        write(
            f"{DOUBLE}/submissions/fail/cubes.py",
            '"""\ncheck = "small_numbers"\nfeedback = "You squared: found {found}. Twice a number '
            'is the number plus itself."\n"""\n\n\n' + double("return values**3"),
        ),
        DOUBLE,
        "the feedback is the same as that of cubes",
    ),
    "plain-text": (
        replace(f"{DOUBLE}/grader.py", "The given array keeps", "The *given* array keeps"),
        DOUBLE,
        "a text has *given* in it",
    ),
    "solution": (
        replace(f"{DOUBLE}/solution.py", "2.0 * values", "3.0 * values"),
        DOUBLE,
        "the solution gets fail at seed 0",
    ),
    "depth": (
        replace(
            f"{DOUBLE}/solution.py",
            "def double(values):",
            "def down(n):\n    return n and down(n - 1)\n\n\ndef double(values):\n    down(150)",
        ),
        DOUBLE,
        "with half of a browser's room for calls within calls: Your code raised RecursionError",
    ),
    "starter": (
        replace(f"{DOUBLE}/starter.py", "return values", "return values + values"),
        DOUBLE,
        "the starter gets pass at seed 0",
    ),
    "code-style": (
        replace(
            f"{DOUBLE}/submissions/pass/multiply.py", "import numpy as np", "import numpy as np;"
        ),
        DOUBLE,
        "unnecessary semicolon",
    ),
    "spelling": (
        replace(f"{DOUBLE}/hints.md", "Add the", f"You {MISSPELT} a number. Add the"),
        DOUBLE,
        f"“{MISSPELT}” looks misspelt",
    ),
    "kept-score": (
        scores("{}"),
        DOUBLE,
        "its mutation score is not the one in docs/data/mutants.json",
    ),
    "accepted": (
        replace(f"{DOUBLE}/submissions/pass/multiply.py", "(values, 2)", "(values, 3)"),
        DOUBLE,
        "expected pass, found fail",
    ),
    "verdicts": (
        replace(f"{DOUBLE}/submissions/invalid/other_name.py", "def twice", "def double"),
        DOUBLE,
        "expected invalid, found pass",
    ),
    "seeds": (
        replace(
            f"{DOUBLE}/submissions/pass/multiply.py",
            "return np.multiply(values, 2)",
            "return np.multiply(values, 2) if values.sum() > -1 else values",
        ),
        DOUBLE,
        "gets pass at seed 0 and fail at seed",
    ),
    "checks": (
        delete(f"{DOUBLE}/submissions/fail/in_place.py"),
        DOUBLE,
        "no wrong submission fails the check input_kept",
    ),
    "traces": (
        write(
            f"{DOUBLE}/submissions/fail/power.py",
            '"""\ncheck = "small_numbers"\nfeedback = "That is a power."\n"""\n\n\n'
            + double("return values * values"),
        ),
        DOUBLE,
        "leaves the same traces as",
    ),
    "look-alikes": (
        write(
            f"{DOUBLE}/submissions/fail/four_times.py",
            '"""\ncheck = "small_numbers"\nfeedback = "You take most four times."\n"""\n\n\n'
            + double("return values + (3 * values).clip(-3.6)"),
        ),
        DOUBLE,
        "a mutant of the solution is taken for four_times",
    ),
    "mutants": (
        replace(f"{DOUBLE}/solution.py", "2.0 * values", "2.0 * values + 0 * values"),
        DOUBLE,
        "this mutant of the solution passes (operator)",
    ),
    "copies": (
        replace(f"{DOUBLE}/grader.py", "rng.normal(size=5)", "np.arange(-2.0, 3.0)"),
        DOUBLE,
        "the answers of seed 0 pass at other seeds",
    ),
    "sizes": (
        write(
            f"{DOUBLE}/prompt.md",
            "Write `double(values)`, which returns twice each value:\n\n"
            "| name | type | meaning |\n|---|---|---|\n| `values` | float[N] | any |\n",
        ),
        DOUBLE,
        "no check calls double with N = 1; the prompt allows it",
    ),
    "calls": (
        write(
            f"{DOUBLE}/prompt.md",
            "Write `double(values)`:\n\n```python\ndouble(np.ones(2))  # [2.0, 2.5]\n```\n",
        ),
        DOUBLE,
        "“[2.0, 2.5]” is not what the call gives",
    ),
    "numbers": (
        replace(f"{DOUBLE}/hints.md", "to itself.", "to itself: {{ 0.6 = 2 * 0.25 }}."),
        DOUBLE,
        "0.6 is printed, and 2 * 0.25 gives 0.5",
    ),
    "right-ways": (
        delete(*(f"{DOUBLE}/submissions/pass/{name}.py" for name in ("add_itself", "multiply"))),
        DOUBLE,
        "1 other right way; 2 are needed",
    ),
    **PAGE_VIOLATIONS,
    **SCENARIO_VIOLATIONS,
}
# What follows from one edit is told where it can be told.
ALSO = {
    "figures": {"figure-embedded"},
    "figure-embedded": {"pictures"},
    "sources": {"works"},  # nothing cites what was misspelt
    "id": {"embedded", "embeds", "prerequisites"},
}
