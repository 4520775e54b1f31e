"""Live figures: what their authors write, all their states computed, stored and drawn.

A figure is a file of ``docs/figures/``; it imports its marks and controls from here. What a page
does with the states is docs/assets/js/figure/; rules about figures belong to ``tools.contract``.
"""

from tools.figures.controls import Choice, Number, State, Step
from tools.figures.marks import (
    REFERENCE,
    Area,
    Arrows,
    Axis,
    Bars,
    Contours,
    Dots,
    Heat,
    Line,
    Note,
    Panel,
    Rule,
    Table,
)
from tools.figures.prediction import Prediction

__all__ = [
    "REFERENCE",
    "Area",
    "Arrows",
    "Axis",
    "Bars",
    "Choice",
    "Contours",
    "Dots",
    "Heat",
    "Line",
    "Note",
    "Number",
    "Panel",
    "Prediction",
    "Rule",
    "State",
    "Step",
    "Table",
]
