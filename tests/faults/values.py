"""Rows of the fault table on what a function returns, and on the text that defines it."""

from __future__ import annotations

from tests.faults.row import (
    BODY,
    SOLUTION,
    VALUE,
    Fault,
    gives,
    of,
    passes,
    raises,
    unreadable,
)

MISSING = (
    "Your code does not define inner_adapt. "
    "Write a definition of inner_adapt(theta, grad_fn, alpha, steps)."
)
# Of two mistakes that give these numbers, it is the one that never asks for a gradient either.
NOT_MOVED = (
    "theta after 1 step at index 0: expected 0.95, found 1 (2 of 2 values differ). A known "
    "mistake gives the same numbers, but it need not be yours: The parameters never move, and "
    "grad_fn is not asked. In each round: ask for the gradient at the newest parameters, and go "
    "against it."
)
IN_PLACE = (
    "You destroyed the initialisation: your code changes the caller's array, as -= does, and the "
    "next task starts from this task's solution. Make a new array in every step, or copy theta "
    "first."
)
GRADIENT_IN_PLACE = (
    "Your code changed the array that grad_fn gave you, as *= does. It belongs to the task, which "
    "may hand it out again: write alpha * gradient, which makes a new array."
)
A = "a value of type A"

VALUES = {
    "hostile __eq__": gives(A, of("def __eq__(self, other):\n        return True")),
    "__eq__ that raises": gives(A, of("def __eq__(self, other):\n        raise SystemExit")),
    "hostile __array__": raises(
        "KeyboardInterrupt",
        6,
        of("def __array__(self, *_, **__):\n        raise KeyboardInterrupt"),
    ),
    "__array__ that gives another answer": Fault(
        of("def __array__(self, *_, **__):\n        return np.array([1.0, 1.0])"),
        "fail",
        NOT_MOVED,
    ),
    "hostile __repr__": gives(A, of("def __repr__(self):\n        raise MemoryError")),
    "hostile __len__": gives(
        A,
        of(
            "def __len__(self):\n        return 2**62\n\n"
            "    def __getitem__(self, key):\n        return 1.0"
        ),
    ),
    "hostile __getattr__": raises(
        "SystemExit", 6, of("def __getattr__(self, name):\n        raise SystemExit")
    ),
    "__getattr__ that knows everything": gives(
        A, of("def __getattr__(self, name):\n        return self")
    ),
    "hostile __class__": gives(
        A, of("@property\n    def __class__(self):\n        raise SystemExit")
    ),
    "NaN": gives("nan", f"{VALUE}theta * np.nan\n"),
    "inf": gives("inf", f"{VALUE}theta * np.inf\n"),
    "object array": gives("object[2]", f"{VALUE}np.array([None, 'x'], dtype=object)\n"),
    "object array of numbers": gives("object[2]", f"{VALUE}theta.astype(object)\n"),
    "text array": gives("str1024[2]", f"{VALUE}theta.astype(str)\n"),
    "complex array": gives("complex128[2] [0+1j, 0+1j]", f"{VALUE}theta * 1j - theta + 1\n"),
    "integer array": Fault(f"{VALUE}theta.astype(int)\n", "fail", NOT_MOVED),
    "wrong shape": gives("an array of shape (2, 1)", f"{VALUE}theta[:, None]\n"),
    "too short": gives("an array of shape (1,)", f"{VALUE}theta[:1]\n"),
    "no axes": gives("a single number", f"{VALUE}theta[0]\n"),
    "ragged list": gives("[[1], [1, 2]]", f"{VALUE}[[1.0], [1.0, 2.0]]\n"),
    "list that holds itself": gives("[[[[[…]]]]]", f"a = []\na.append(a)\n\n\n{BODY}return a\n"),
    "None": Fault(
        f"{BODY}pass\n",
        "fail",
        "theta after 0 steps: expected an array of numbers of shape (2,), found None. A function "
        "that ends without return gives None. A known mistake gives the same numbers, but it need "
        "not be yours: Your function returns None: it computes the adapted parameters and forgets "
        "to return them.",
    ),
    "module": gives("a value of type module", f"{VALUE}np\n"),
    "text": gives("'theta'", f"{BODY}return 'theta'\n"),
    "huge integer": gives("an integer of 16610 bits", f"{BODY}return 10**5000\n"),
    "input changed in place": Fault(
        SOLUTION.replace("theta = theta -", "theta -="),
        "fail",
        IN_PLACE,
    ),
    "gradient changed in place": Fault(
        f"{BODY}for _ in range(steps):\n        slope = grad_fn(theta)\n        slope *= alpha\n"
        "        theta = theta - slope\n    return theta\n",
        "fail",
        GRADIENT_IN_PLACE,
    ),
    "needed name deleted at the end": Fault(f"{SOLUTION}\n\ndel inner_adapt\n", "invalid", MISSING),
    "all names deleted at the end": Fault(f"{SOLUTION}\n\nglobals().clear()\n", "invalid", MISSING),
    "a number": Fault(
        "inner_adapt = 3\n",
        "invalid",
        "inner_adapt is of type int, not a function. "
        "Define inner_adapt(theta, grad_fn, alpha, steps).",
    ),
    "wrong signature": unreadable(
        1,
        "def inner_adapt(theta):\n    return theta\n",
        "inner_adapt takes (theta) and cannot be called with 4 arguments; "
        "define it as inner_adapt(theta, grad_fn, alpha, steps).",
    ),
}

NO_TEXT = "Line {line} is not UTF-8 text; save the file as UTF-8, without nulls."
NESTED = "Line {line} has brackets nested more than 50 deep; give names to the parts."

TEXTS = {
    "empty": Fault("", "invalid", "The submission is empty."),
    "blank": Fault(" \n\t\n", "invalid", "The submission is empty."),
    "null byte": unreadable(2, f"x = 1\ny = '\0'\n{SOLUTION}", NO_TEXT),
    "half a character": unreadable(1, f"x = '\udcff'\n{SOLUTION}", NO_TEXT),
    "byte order mark": passes(f"\ufeff{SOLUTION.lstrip()}"),
    "tabs": passes(SOLUTION.replace("    ", "\t")),
    "tabs and spaces mixed": unreadable(
        3,
        "def f():\n\tif True:\n        return 1\n",
        advice="Tabs and spaces are mixed: indent with spaces throughout.",
    ),
    "Windows line ends": passes(SOLUTION.replace("\n", "\r\n")),
    "old Macintosh line ends": passes(SOLUTION.replace("\n", "\r")),
    "non-ASCII names": passes(
        SOLUTION.replace("theta", "θ").replace("alpha", "α").replace("steps", "Schritte_π")
    ),
    "prose": unreadable(1, "I do not know.\n"),
    "1 MB": Fault(
        "x = 1\n" * 175_000,
        "invalid",
        "The submission is 1,050,000 characters long; at most 100,000 are read.",
    ),
    "almost 100 kB": passes("x = 1\n" * 16_000 + SOLUTION),
    "brackets in brackets": unreadable(1, "x = " + "(" * 5000, NESTED),
    "calls in calls": unreadable(2, "x = 1\ny = " + "abs(" * 51 + "x" + ")" * 51, NESTED),
    "brackets in texts": passes(f"x = '{'(' * 200}'  # {'[' * 200}\n{SOLUTION}"),
    "blocks in blocks": unreadable(
        101, "".join(f"{' ' * depth}if True:\n" for depth in range(120)) + f"{' ' * 120}x = 1\n"
    ),
    "sum of fifty": passes(f"x = {' + '.join(['1'] * 50)}\n{SOLUTION}"),
}
