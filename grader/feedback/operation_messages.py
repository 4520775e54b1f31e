"""Where the operation at which a learner's code raised says more than the exception does."""

from __future__ import annotations

_JOINING = r"(?P<name>(np|numpy)\.(concatenate|stack|[hvd]stack|column_stack|block))\(\)"
_GOING_THROUGH = (
    r"(?P<name>sum|max|min|any|all|sorted|list|tuple|set|enumerate|zip|map|reversed"
    r"|(np|numpy)\.\w+)"
)

# The exception's name, its words, the operation, what to look for.
OPERATIONS = (
    (
        "ValueError",
        r"truth value of an array",
        r"(?P<name>max|min)\(\)",
        "{name}(…) asks which of two whole arrays is larger, and arrays have no such order: "
        "np.{name}imum(a, b) compares two of them entry by entry, and np.{name}(a) looks through "
        "one.",
    ),
    (
        "TypeError",
        r"only integer scalar arrays|cannot be interpreted as an integer",
        r"(?P<module>np|numpy)\.a?(?P<name>max|min)\(\)",
        "The second argument of {module}.{name} is an axis, not another value: "
        "{module}.{name}imum(a, b) compares two values entry by entry.",
    ),
    (
        "TypeError",
        r"only integer scalar arrays|cannot be interpreted as an integer",
        r"(?P<name>(np|numpy)\.(sum|mean|prod|std|var|any|all|argmax|argmin))\(\)",
        "The second argument of {name} is an axis, a whole number, not another value.",
    ),
    (
        "TypeError",
        r"only integer scalar arrays|takes .* positional arguments?",
        _JOINING,
        "{name} takes its arrays in one list: {name}([a, b]).",
    ),
    (
        "TypeError",
        r"object is not callable",
        r"[\w.]+\.(?P<name>T|shape|size|ndim|dtype)\(\)",
        "{name} is a value, not a function: leave out the round brackets.",
    ),
    (
        "TypeError",
        r"'(?P<type>[\w.]+)' object is not iterable",
        r"\+|[\w.]+\.extend\(\)",
        "Only the entries of another list can be added in this way, and this is a single value of "
        "type {type}: append adds one.",
    ),
    (
        "TypeError",
        r"'(?P<type>[\w.]+)' object is not iterable",
        rf"{_GOING_THROUGH}\(\)",
        "{name}(…) goes through a list or an array, and this is a single value of type {type}.",
    ),
)
