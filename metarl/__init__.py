"""Reference methods of multi-task RL and meta-RL, small enough to read and to check by hand.

Every module needs NumPy only and works on plain arrays. Each public function carries its equation
in one line, the shape and type of every argument as ``dtype[shape]``, and the source it follows.
Shape letters: P parameters, T tasks, or time steps where B is the size of a batch, N context
transitions, d latent dimensions, A actions, S states, H hidden units, D entries of an observation.
In ``in_context``: B prompts of N examples with d entries, T tokens of D numbers, H heads of
attention with E numbers each. In ``pearl``: C entries of a transition, L moves of an episode, as in
``multitask``. In ``explore`` and ``planning``: M episodes of a trial, each of L steps.
"""
