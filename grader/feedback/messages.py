"""The commonest mistakes: what exceptions say of them, in every version, and what to look for.

The patterns hold for CPython 3.12 to 3.14 and for the NumPy that is pinned.
"""

from __future__ import annotations

ALWAYS = {
    "MemoryError": (
        "It asked for more than the 512 MB of memory available: look for an array or a "
        "list that is far larger than the inputs, or one that keeps growing."
    ),
    "RecursionError": (
        "Calls within calls went too deep: look for the case in which a function should stop "
        "calling itself. If it does stop, use a loop: there is room for 900 such calls, and in a "
        "browser for 200 where they go through max, sum, sorted, an operator or an object that is "
        "called."
    ),
    "SystemExit": "There is no program to exit here: a function hands back its result with return.",
    "EOFError": (
        "There is nobody to answer input() here: a function gets what it needs as arguments."
    ),
}

NO_PROCESS = "Nothing can be run in another process here: do it in a loop."
NO_RESULT = "This is a function, not its result: call it with round brackets."
_ORIGIN = " Where does it come from? A function that ends without return gives None."
_POWER = "^ is not a power in Python: write ** instead."
_LISTS = " Lists cannot be added or multiplied like arrays: convert them first, with np.array(…)."
_WHOLE = "This must be a whole number: use // instead of /, or int(…)."

_TYPE_ERROR = {
    r"(?P<name>[\w.<>]+)\(\) takes (?P<most>.+?) positional arguments? but (?P<given>\d+)": (
        "Too many arguments: {name} takes {most} and was given {given}. Compare the call with its "
        "definition."
    ),
    r"(?P<name>\w+)\(\) takes at most (?P<most>\d+) positional arguments? \((?P<given>\d+) given": (
        "Too many arguments: {name} takes at most {most} and was given {given}."
    ),
    r"(?P<name>\w+)\(\) takes no arguments": "{name} takes no arguments, and was given some.",
    r"(?P<name>[\w.<>]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: "
    r"(?P<missing>[^.]+)": "The call to {name} leaves out {missing}.",
    r"(?P<name>[\w.]+)\(\) got an unexpected keyword argument '(?P<key>\w+)'": (
        "{name} has no argument called {key}."
    ),
    r"(?P<name>[\w.]+)\(\) got multiple values for argument '(?P<key>\w+)'": (
        "{name} gets {key} twice: once by position, once by name."
    ),
    r"(float|int)\(\) argument must be .* not '(?P<type>[\w.]+)'": (
        "float(…) and int(…) take a single number or string, and this is a value of type {type}."
    ),
    r"ufunc 'bitwise_xor' not supported|unsupported operand type\(s\) for \^=?:": _POWER,
    r"(unsupported operand|bad operand type|not supported between).*"
    r"'(function|method|builtin_function_or_method)'": (
        "One of these values is a function, not its result: call it with round brackets."
    ),
    r"unsupported operand.*NoneType": "One of these values is None." + _ORIGIN,
    r"unsupported operand type\(s\) for (?P<sign>\S+): ('list' and '\w+'|'\w+' and 'list')": (
        "{sign} does not work on a list." + _LISTS
    ),
    r"unsupported operand type\(s\) for (?P<sign>.+?): '(?P<left>[\w.]+)' and "
    r"'(?P<right>[\w.]+)'": (
        "{sign} does not work between a value of type {left} and one of type {right}."
    ),
    r"'[<>]=?' not supported between instances of '(?P<left>[\w.]+)' and '(?P<right>[\w.]+)'": (
        "A value of type {left} cannot be compared with one of type {right}."
    ),
    r"'NoneType' object is not (callable|subscriptable|iterable)|non-iterable NoneType"
    r"|bad operand type.*NoneType": ("This value is None." + _ORIGIN),
    r"'(?P<type>function|method|builtin_function_or_method)' object (is not|does not)": (NO_RESULT),
    r"'module' object is not callable": (
        "This is a module: name the function in it that is to be called, as in np.sum(…)."
    ),
    r"'(?P<type>[\w.]+)' object is not callable": (
        "Round brackets after a value of type {type} "
        "try to call it: use square brackets for an entry, and * for a product."
    ),
    r"'(?P<type>map|zip|filter|enumerate|generator|reversed|set|dict_\w+)' object is not subscr"
    r"|object of type '(?P<other>map|zip|filter|enumerate|generator|reversed)' has no len": (
        "A value of type {type}{other} has neither numbered entries nor a length: list(…) makes a "
        "list of it."
    ),
    r"'(?P<type>[\w.]+)' object is not subscriptable": (
        "A value of type {type} has no entries, so square brackets do not work on it."
    ),
    r"'(?P<type>[\w.]+)' object does not support item assignment": (
        "A value of type {type} cannot be changed entry by entry: make a new one, or use a list."
    ),
    r"('(?P<type>[\w.]+)' object is not iterable|non-iterable (?P<other>[\w.]+) object)": (
        "A single value of type {type}{other} cannot be looped over or unpacked: to loop over "
        "numbers, use range(…)."
    ),
    r"can't multiply sequence by non-int": "* repeats a list." + _LISTS,
    r"(list|tuple|string) indices must be integers or slices, not (?P<type>tuple)": (
        "A list takes one index at a time, a[i][j]; only arrays take a[i, j]."
    ),
    r"(?P<what>list|tuple|string) indices must be integers.*, not '?(?P<type>str|NoneType|list|"
    r"numpy\.ndarray)": (
        "The index of a {what} is a whole number or a slice, and this is a value of type {type}."
    ),
    r"(list|tuple|string) indices must be integers": _WHOLE,
    r"'(float|numpy\.float64)' object cannot be interpreted as an integer": _WHOLE,
    r"slice indices must be integers": _WHOLE,
    r"only (integer scalar arrays|length-1 arrays|0-dimensional arrays) can be converted": (
        "A single number is needed here, but this is an array: take one entry, or use NumPy's "
        "version of the function."
    ),
    r"object of type '(?P<type>[\w.]+)' has no len\(\)": "A value of type {type} has no length.",
    r"expected a sequence of integers or a single integer": _WHOLE,
    r"Axis must be specified when shapes of a and weights differ": (
        "np.average needs one weight for each value."
    ),
    r"len\(\) of unsized object": "A single number has no length.",
    r"Cannot interpret '.*' as a data type|data type '.*' not understood": (
        "The second argument of np.zeros, np.ones and np.empty is the dtype: write the shape as "
        "one tuple, np.zeros((2, 3))."
    ),
    r"can only concatenate (?P<left>\w+) \(not \"(?P<right>[\w.]+)\"\) to": (
        "+ joins a {left} only to another {left}, and this is a value of type {right}."
    ),
    r"ufunc '(?P<name>\w+)' (not supported for the input types|did not contain a loop)": (
        "np.{name} was given something that is not an array of numbers."
    ),
    r"unhashable type: '(?P<type>[\w.]+)'": (
        "A value of type {type} can be neither in a set nor the key of a dictionary: a tuple can, "
        "and tuple(…) makes one."
    ),
    r"numpy\.ndarray doesn't define __round__": "For an array it is np.round(…).",
    r"unsupported format string passed to (?P<type>[\w.]+)\.__format__": (
        "A format such as .2f is for single numbers, and this is a value of type {type}."
    ),
    r"exceptions must derive from BaseException": (
        "Only an exception can be raised, such as ValueError(…)."
    ),
    r"loop of ufunc does not support argument \d+ of type": (
        "An array here holds something other "
        "than numbers: perhaps None, or lists of different lengths."
    ),
}

_INDEX_ERROR = {
    r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<size>\d+)": (
        "Axis {axis} has length {size}, and counting starts at 0: there is no index {index}."
    ),
    r"(list|tuple|string|range object|pop|list assignment) index out of range|pop from empty": (
        "There are fewer entries than that: counting starts at 0, so the last index is the length "
        "minus 1."
    ),
    r"too many indices for array: array is (?P<axes>\d+)-dimensional, but (?P<many>\d+)": (
        "This array is {axes}-dimensional but was given {many} indices."
    ),
    r"arrays used as indices must be of integer": (
        "An index must be whole numbers, or True and False: floats that are 0 or 1 become these by "
        "a comparison, mask == 1."
    ),
    r"only integers, slices": (
        "An index must be a whole number, a slice or an array of whole "
        "numbers: use // instead of /, or int(…)."
    ),
    r"boolean index did not match": (
        "The array of True and False must be as long as the array it selects from."
    ),
}

_VALUE_ERROR = {
    r"could not be broadcast together with shapes (?P<shapes>\([\d,]*\)( \([\d,]*\))*)": (
        "The shapes {shapes} do not fit together: compared from the right, each pair of lengths "
        "must be equal, or one of them 1."
    ),
    r"could not broadcast input array from shape (?P<source>\([\d,]*\)) into shape "
    r"(?P<target>\([\d,]*\))": (
        "An array of shape {source} does not fit into one of shape {target}."
    ),
    r"matmul: .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)": (
        "@ needs the last axis of the left array to be as long as the first of the right one (its "
        "last but one, if it has three or more), but their lengths are {left} and {right}."
    ),
    r"mismatch in its core dimension .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)": (
        "The shapes of the arrays do not fit together: {left} and {right} should be equal."
    ),
    r"matmul: Input operand \d does not have enough dimensions": (
        "@ multiplies vectors and matrices; for a single number use *."
    ),
    r"shapes (?P<left>\([\d,]*\)) and (?P<right>\([\d,]*\)) not aligned": (
        "np.dot needs the last axis of the left array to be as long as the first of the right one "
        "(its last but one, if it has three or more), but the shapes are {left} and {right}."
    ),
    r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([\d,]*\))": (
        "An array of {size} entries cannot be given the shape {shape}."
    ),
    r"truth value of an array": (
        "An array is neither true nor false: use .all() or .any() to say whether all of its "
        "entries must be true, or any of them. To choose entry by entry, use np.where, or "
        "np.maximum for the larger of two."
    ),
    r"inhomogeneous shape|setting an array element with a sequence": (
        "The parts have different lengths, so they do not form an array: look at the shape of each."
    ),
    r"too many values to unpack \(expected (?P<many>\d+)": (
        "There are more values here than the {many} names that are to get them: look at what is "
        "unpacked."
    ),
    r"not enough values to unpack \(expected (?P<many>[\w ]+), got (?P<got>\d+)": (
        "The names here need {many} values, but there are only {got}: look at what is unpacked."
    ),
    r"could not convert string to float": "This string is not a number.",
    r"invalid literal for int\(\)": "This string is not a whole number.",
    r"not in (list|tuple)": "The list or tuple does not contain this value.",
    r"need at least one array to (concatenate|stack)": "The list of arrays is empty.",
    r"zero-size array to reduction|(max|min)\(\) (iterable argument|arg) is (an )?empty": (
        "With no entries, there is no largest or smallest one."
    ),
    r"all (the )?input array dimensions except|all input arrays must have the same shape": (
        "The arrays to be joined have different shapes."
    ),
    r"zero-dimensional arrays cannot be concatenated": (
        "Only arrays and lists can be joined, and one of these is a single number: put it into "
        "square brackets."
    ),
    r"all the input arrays must have same number of dimensions": (
        "The arrays to be joined have different numbers of axes."
    ),
    r"assignment destination is read-only|output array is read-only": (
        "This array must not be changed: work on a copy."
    ),
    r"Probabilities do not sum to 1": "The probabilities p have to add up to 1.",
    r"Probabilities are not non-negative": "One of the probabilities p is negative.",
    r"Probabilities contain NaN": "One of the probabilities p is nan: where does it come from?",
    r"a and p must have same size": "p needs one probability for each thing to choose from.",
    r"larger sample than population": (
        "Without replacement, no more can be drawn than there are entries."
    ),
    r"a (cannot be empty|must be (a )?(positive|greater than 0))": (
        "There is nothing to choose from."
    ),
    r"high <= 0|low >= high": (
        "There is no whole number in this range: its upper end does not belong to it."
    ),
    r"^p < 0, p > 1": "A probability lies between 0 and 1.",
    r"^(?P<name>\w+) <= 0$": "{name}, of which this distribution is made, has to be above 0.",
    r"^(?P<name>scale|sigma|lam) < 0": "{name}, of which this distribution is made, is negative.",
    r"`indices` and `arr` must have the same number of dimensions": (
        "The indices need as many axes as the array from which they take."
    ),
    r"Percentiles must be in the range": "Percentiles lie between 0 and 100.",
    r"fp and xp are not of the same length": "np.interp needs one value for each place.",
    r"broadcast together with remapped shapes": (
        "In np.einsum, axes with the same letter need the same length."
    ),
    r"select an axis to squeeze out which has size not equal to one": (
        "Only an axis of length 1 can be left out."
    ),
    r"array split does not result in an equal division": (
        "The parts would not be of equal length: np.array_split allows that."
    ),
    r"can only convert an array of size 1 to a Python scalar": (
        "A single number is needed here, and this array has more or fewer entries than one."
    ),
    r"argument must have no negative elements": (
        "Only whole numbers from 0 on can be counted, and one of these is negative."
    ),
    r"object of too small depth": "A list or an array is needed here, not a single number.",
    r"negative dimensions are not allowed": "A shape has no negative lengths.",
    r"Integers to negative integer powers": (
        "NumPy raises whole numbers to no negative power: make them floats, or divide 1 by the "
        "positive power."
    ),
    r"either both or neither of x and y": "After the condition, np.where takes two values or none.",
    r"cannot convert float NaN to integer": (
        "nan is not a number, so it cannot be made whole: where does it come from?"
    ),
    r"Unknown format code '(?P<code>\w)' for object of type '(?P<type>\w+)'": (
        "The format {code} is not for a value of type {type}."
    ),
    r"math domain error|expected a (nonnegative|positive) input": (
        "The function is not defined for this number: a negative number has no square root or "
        "logarithm, for example."
    ),
}

# Patterns by the name of the exception; the first that matches counts.
_RUNTIME_ERROR = {
    "nobody here to answer a debugger": (
        "There is nobody here to answer a debugger: print what you want to see, and press Run."
    ),
    "there is no event loop here": (
        "Nothing here waits for a coroutine: write def in place of async def, and leave out await."
    ),
    "no signal comes here": (
        "No signal comes here, and no alarm can be set: the grader alone keeps the time."
    ),
}
_OVERFLOW_ERROR = {
    r"infinity to integer": "An infinite number cannot be made whole: where does it come from?",
    r"int too (large|big) to convert": "This whole number is too large for NumPy, or for a float.",
}
WORDS = {
    "OverflowError": _OVERFLOW_ERROR,
    "TypeError": _TYPE_ERROR,
    "IndexError": _INDEX_ERROR,
    "ValueError": _VALUE_ERROR,
    "RuntimeError": _RUNTIME_ERROR,
}

# For all others of the name.
KINDS = {
    "ZeroDivisionError": "The divisor here is 0.",
    "AssertionError": "The condition after assert does not hold.",
    "NotImplementedError": "This part has yet to be written.",
    "StopIteration": "next() has nothing left to give.",
    "OverflowError": "The result is too large for a float.",
    "AxisError": "The array has fewer axes than that: the first one is axis 0.",
    "UFuncTypeError": (
        "This operation does not work on arrays with entries of these types: do "
        "they hold strings, or None?"
    ),
    "LinAlgError": (
        "It cannot be done with this matrix: is it square, and are its rows independent?"
    ),
    "ImportError": "The module exists, but it has nothing by this name.",
}

CUT_OFF = (
    "An array of integers cannot hold fractions: make it an array of floats first, or write "
    "a = a - b instead of a -= b."
)
GIVES_NONE = (
    "This value is None, because {name} changes something in place and gives back None: call it on "
    "a line of its own, and go on with what it has changed."
)
RANDOM_HAS = (
    "Python's module random has no {name}; a generator of NumPy has, such as the one made by "
    "np.random.default_rng()."
)
NONE_HAS = "This value is None, which has no {name}." + _ORIGIN
