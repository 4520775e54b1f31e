"""Names characters that text editors and web pages put in the place of Python's own."""

from __future__ import annotations

import re

# What Python has instead, and how the strange ones are called.
_TWINS = {
    '"': {"curly quotation mark": "“”„‟", "angle quotation mark": "«»", "double prime": "″"},
    "'": {"curly quotation mark": "‘’‚‛", "prime": "′", "acute accent": "´"},
    "-": {"dash": "‐‑‒–—―", "mathematical minus sign": "−"},
    "*": {"multiplication sign": "×", "dot": "·⋅∙•", "mathematical asterisk": "∗"},
    "/": {"division sign": "÷", "fraction slash": "⁄∕"},
    "**2": {"superscript": "²"},
    "**3": {"superscript": "³"},
    "<=": {"sign": "≤"},
    ">=": {"sign": "≥"},
    "!=": {"sign": "≠"},
    "->": {"arrow": "→"},
    "...": {"ellipsis": "…"},
    "np.sqrt": {"root sign": "√"},
    "np.sum": {"sum sign": "∑"},
    "np.inf": {"infinity sign": "∞"},
}
_INVISIBLE = {
    **dict.fromkeys((0xA0, 0x202F, *range(0x2000, 0x200B), 0x3000), "a space of another kind"),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD), "an invisible character"),
}
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_CODE = re.compile(r"U\+([0-9A-Fa-f]+)")


def character_advice(message: str) -> str:
    """One sentence on a character that Python refuses.

    Args:
        message: Python's own, which ends with the character's number: (U+2013).
    """
    match = _CODE.search(message)
    if match is None:
        return "It has a character that Python does not know: type it again."
    code = int(match[1], 16)
    if code in _INVISIBLE:
        return (
            f"It has {_INVISIBLE[code]} (U+{code:04X}), as copied texts often do: delete it, and "
            "type a plain space where one is needed."
        )
    for plain, twins in _TWINS.items():
        for name, characters in twins.items():
            if chr(code) in characters:
                return (
                    f"It has the {name} {chr(code)}, which Python does not know: "
                    f"type {plain} instead."
                )
    if code in _FULL_WIDTH:
        return f"It has a full-width {chr(code)}: type the plain {chr(code - 0xFEE0)} instead."
    shown = f"{chr(code)} (U+{code:04X})" if chr(code).isprintable() else f"U+{code:04X}"
    return f"It has the character {shown}, which Python does not know here: type it again."
