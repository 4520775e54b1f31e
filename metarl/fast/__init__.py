"""Training steps made fast, in arrays that are set up once; the readable packages compute the same.

Each module holds the steps of the package of its name, equal to rounding, which the tests show.
Equations, losses and tasks belong to those packages, which import nothing from here.
"""
