"""Reference methods of multi-task RL and meta-RL, small enough to read and to check by hand.

Every module needs NumPy only and works on plain arrays. Each public function says in a line what it
computes and by which equation, then the shape and type of every argument as ``dtype[shape]``, and
the source it follows. What the letters in shapes mean stands in one table, docs/glossary.md, under
"Letters for shapes".
"""
