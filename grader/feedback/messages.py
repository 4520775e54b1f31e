"""The commonest mistakes: what exceptions say of them, in every version, and what to look for.

The patterns hold for CPython 3.12 to 3.14 and for the NumPy that is pinned.
"""

from __future__ import annotations

ALWAYS = {
    "MemoryError": "It asked for more memory than the 512 MB there are: look for an array or a "
    "list that is far larger than the inputs, or one that keeps growing.",
    "RecursionError": "A function calls itself again and again: look for the case in which it "
    "should stop.",
    "SystemExit": "Nothing has to be ended here: a function gives its result back with return.",
    "EOFError": "Nobody can answer input() here: a function gets what it needs as arguments.",
}

_NONE = " A value is None. Where does it come from? A function that ends without return gives None."
_LISTS = " Lists do not calculate: make arrays of them first, with np.array(…)."
_WHOLE = "Here must be a whole number: use // instead of /, or int(…)."

# fmt: off
_TYPE_ERROR = (
    (
        r"(?P<name>[\w.]+)\(\) takes (?P<most>.+?) positional arguments? but (?P<given>\d+)",
        "{name} takes {most} and was given {given}: compare the call with the line that starts "
        "with def.",
    ),
    (
        r"(?P<name>[\w.]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: "
        r"(?P<missing>[^.]+)",
        "The call of {name} leaves out {missing}.",
    ),
    (
        r"(?P<name>[\w.]+)\(\) got an unexpected keyword argument '(?P<key>\w+)'",
        "{name} has no argument with the name {key}.",
    ),
    (
        r"(?P<name>[\w.]+)\(\) got multiple values for argument '(?P<key>\w+)'",
        "{name} is given {key} twice: once by its place, once by its name.",
    ),
    (r"(float|int)\(\) argument must be .* not '(?P<type>[\w.]+)'",
     "float(…) and int(…) need one number or text, and this is a value of type {type}."),
    (r"(unsupported operand|bad operand type).*NoneType", "It cannot calculate with this." + _NONE),
    (
        r"unsupported operand type\(s\) for (?P<sign>\S+): "
        r"('list' and '\w+'|'\w+' and 'list')",
        "{sign} does not work on a list." + _LISTS,
    ),
    (
        r"unsupported operand type\(s\) for (?P<sign>.+?): '(?P<one>[\w.]+)' and '(?P<two>[\w.]+)'",
        "{sign} does not work between a value of type {one} and one of type {two}.",
    ),
    (
        r"'[<>]=?' not supported between instances of '(?P<one>[\w.]+)' and '(?P<two>[\w.]+)'",
        "A value of type {one} cannot be compared with one of type {two}.",
    ),
    (
        r"'NoneType' object is not (callable|subscriptable|iterable)|non-iterable NoneType",
        "There is None where a value was meant. Where does it come from? A function that ends "
        "without return gives None.",
    ),
    (
        r"'(?P<type>function|method|builtin_function_or_method)' object (is not|does not)",
        "This is a function, not its result: call it with round brackets.",
    ),
    (
        r"'(?P<type>[\w.]+)' object is not callable",
        "Round brackets after a value of type {type} try to call it: entries are taken with square "
        "brackets, and a product needs *.",
    ),
    (
        r"'(?P<type>[\w.]+)' object is not subscriptable",
        "A value of type {type} has no entries to take with square brackets.",
    ),
    (
        r"'(?P<type>[\w.]+)' object does not support item assignment",
        "The entries of a value of type {type} cannot be changed: make a new one, or a list.",
    ),
    (
        r"('(?P<type>[\w.]+)' object is not iterable|non-iterable (?P<other>[\w.]+) object)",
        "There is a single value of type {type}{other} where several were meant: a loop over "
        "numbers needs range(…).",
    ),
    (r"can't multiply sequence by non-int", "* repeats a list." + _LISTS),
    (r"(list|tuple|string) indices must be integers or slices, not (?P<type>tuple)",
     "Lists have one index at a time, a[i][j]; only arrays take a[i, j]."),
    (r"(list|tuple|string) indices must be integers", _WHOLE),
    (r"'(float|numpy\.float64)' object cannot be interpreted as an integer", _WHOLE),
    (r"slice indices must be integers", _WHOLE),
    (r"only (integer scalar arrays|length-1 arrays|0-dimensional arrays) can be converted",
     "A single number is needed here, and this is an array: take one entry, or use NumPy's own "
     "function for arrays."),
    (r"object of type '(?P<type>[\w.]+)' has no len\(\)", "A value of type {type} has no length."),
    (r"len\(\) of unsized object", "A single number has no length."),
    (r"Cannot interpret '.*' as a data type|data type '.*' not understood",
     "The second argument of np.zeros, np.ones and np.empty is a dtype: a shape goes into one "
     "pair of brackets, np.zeros((2, 3))."),
    (r"can only concatenate (?P<one>\w+) \(not \"(?P<two>[\w.]+)\"\) to",
     "+ joins a {one} only to another {one}, and this is a value of type {two}."),
    (r"ufunc '(?P<name>\w+)' (not supported for the input types|did not contain a loop)",
     "np.{name} was given something that is no array of numbers."),
    (r"loop of ufunc does not support argument \d+ of type",
     "An array here holds objects instead of numbers, None or lists of different lengths perhaps."),
)

_INDEX_ERROR = (
    (
        r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)",
        "Axis {axis} has {size} entries, and counting starts at 0: there is none with the index "
        "{index}.",
    ),
    (r"(list|tuple|string|range object|pop|list assignment) index out of range|pop from empty",
     "It has fewer entries: counting starts at 0, so the last index is the length minus 1."),
    (r"too many indices for array: array is (?P<axes>\d+)-dimensional, but (?P<many>\d+)",
     "This array is {axes}-dimensional and was given {many} indices."),
    (r"only integers, slices", "An index must be a whole number, a slice or an array of these: use "
     "// instead of /, or int(…)."),
    (r"boolean index did not match", "The array of True and False has another length than the "
     "array it selects from."),
)

_VALUE_ERROR = (
    (
        r"could not be broadcast together with shapes (?P<shapes>\([\d,]*\)( \([\d,]*\))*)",
        "Arrays of the shapes {shapes} do not fit: compared from the right, two lengths must be "
        "equal, or one of them 1.",
    ),
    (
        r"could not broadcast input array from shape (?P<one>\([\d,]*\)) into shape "
        r"(?P<two>\([\d,]*\))",
        "An array of shape {one} does not fit into a place of shape {two}.",
    ),
    (
        r"matmul: .*\(size (?P<two>\d+) is different from (?P<one>\d+)\)",
        "@ needs the last axis of the left array as long as the first axis of the right one (the "
        "last but one, if there are more), but they have lengths {one} and {two}.",
    ),
    (r"mismatch in its core dimension .*\(size (?P<two>\d+) is different from (?P<one>\d+)\)",
     "The shapes of the arrays do not fit: {one} and {two} should be equal."),
    (r"matmul: Input operand \d does not have enough dimensions",
     "@ multiplies vectors and matrices; for a single number use *."),
    (
        r"shapes (?P<one>\([\d,]*\)) and (?P<two>\([\d,]*\)) not aligned",
        "np.dot needs the last axis of the left array as long as the first of the right one (the "
        "last but one, if there are more), but the shapes are {one} and {two}.",
    ),
    (
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([\d,]*\))",
        "{size} entries do not fill the shape {shape}.",
    ),
    (r"truth value of an array", "An array is not simply true or false: say whether .all() or "
     ".any() of its entries must be."),
    (r"inhomogeneous shape|setting an array element with a sequence",
     "The parts have different lengths, so they make no array: look at the shape of each."),
    (r"too many values to unpack \(expected (?P<many>\d+)",
     "The {many} names on the left of = are too few for the values on the right."),
    (r"not enough values to unpack \(expected (?P<many>[\w ]+), got (?P<got>\d+)",
     "The names on the left of = need {many} values, and there are only {got}."),
    (r"could not convert string to float", "A text cannot be used as a number."),
    (r"invalid literal for int\(\)", "This text is no whole number."),
    (r"not in (list|tuple)", "The value that is looked for does not occur."),
    (r"need at least one array to (concatenate|stack)", "The list of arrays is empty."),
    (r"zero-size array to reduction|(max|min)\(\) (iterable argument|arg) is (an )?empty",
     "There are no entries of which one could be the largest or smallest."),
    (r"all (the )?input array dimensions except|all input arrays must have the same shape",
     "The arrays to be joined have different shapes."),
    (r"all the input arrays must have same number of dimensions",
     "The arrays to be joined have different numbers of axes."),
    (r"assignment destination is read-only|output array is read-only",
     "This array must not be changed: work on a copy."),
    (r"math domain error|expected a (nonnegative|positive) input",
     "The function is not defined for this number, such as the root or logarithm of a negative "
     "one."),
)
# fmt: on

# Patterns by the name of the exception; the first that is found counts.
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "TypeError": _TYPE_ERROR,
    "IndexError": _INDEX_ERROR,
    "ValueError": _VALUE_ERROR,
}

# For all others of the name.
KINDS = {
    "ZeroDivisionError": "The divisor is 0 here.",
    "AssertionError": "What the assert asks for does not hold.",
    "NotImplementedError": "This part still waits to be written.",
    "StopIteration": "next() found nothing more.",
    "OverflowError": "The result is too large for a float.",
    "AxisError": "The array has fewer axes than this; the first one is axis 0.",
    "UFuncTypeError": "The operation does not work for arrays with entries of these types: is one "
    "of them a text, or None?",
    "LinAlgError": "The matrix does not allow it: is it square, and are its rows independent?",
    "ImportError": "The module is there, but has nothing of this name.",
}

CUT_OFF = (
    "An array of integers cannot take up fractions in place: make it an array of floats first, or "
    "write a = a - b instead of a -= b."
)
NONE_HAS = (
    "Here is None, which has no {name}. Where does it come from? A function that ends without "
    "return gives None."
)
