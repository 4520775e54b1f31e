"""Edits of the toy course's scenarios and cards, each of which breaks one rule of the contract."""

from tests.tools.contract.edits import Edit, replace

PARITY, TABLES = "arithmetic/parity", "arithmetic/tables"

# rule: (the edit, the exercise that breaks the rule, words of the complaint)
SCENARIO_VIOLATIONS: dict[str, tuple[Edit, str, str]] = {
    "borrows": (
        replace(
            f"{PARITY}/exercise.toml",
            "[judge.axes.paired]",
            '[judge]\nborrows = "arithmetic/pairs"\n\n[judge.axes.paired]',
        ),
        PARITY,
        "unknown exercise 'arithmetic/pairs' to borrow from",
    ),
    "labels": (
        replace(f"{PARITY}/exercise.toml", "why = { odd =", "why = { strange ="),
        PARITY,
        "pairs: no reason why 'odd' is wrong",
    ),
    "phrases": (
        replace(f"{PARITY}/exercise.toml", 'deciding = ["waits"]', 'deciding = ["waist"]'),
        PARITY,
        "left-over: the text marks no phrase 'waist'",
    ),
    "examples": (
        replace(
            f"{PARITY}/exercise.toml",
            'It is even.", label = "vague"',
            'Even.", label = "sound"',
        ),
        PARITY,
        "pairs: 1 vague example; at least 2 are needed",
    ),
    "judge": (
        replace(f"{PARITY}/exercise.toml", "No sock is left over.", "One is left over."),
        PARITY,
        "pairs: the judge calls a sound example wrong: “One is left over.”",
    ),
    "draw": (
        replace(f"{PARITY}/exercise.toml", "labels =", "draw = 3\nlabels ="),
        PARITY,
        "draw = 3 shows more scenarios than the 2 that there are",
    ),
    "card-headings": (
        replace(f"{TABLES}/exercise.toml", "md#doubling", "md#dubling"),
        TABLES,
        "two: concepts/doubling.md has no heading 'dubling'",
    ),
    "card-length": (
        replace(f"{TABLES}/exercise.toml", 'answer = "4"', f'answer = "{"four " * 81}"'),
        TABLES,
        "two: the answer has 81 words; at most 80 are recalled",
    ),
    "cards": (
        replace(f"{TABLES}/exercise.toml", 'id = "eight"', 'id = "two"'),
        TABLES,
        "two cards are called 'two'",
    ),
}
