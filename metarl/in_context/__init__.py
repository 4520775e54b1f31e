"""In-context learning of linear regression: what reading examples can achieve, and how.

``baselines`` needs no training, ``exact`` tells its errors in closed form. ``linear_attention`` and
``training`` show that attention without softmax can be one step of gradient descent, and learns to
be. ``attention``, ``transformer`` and ``fit`` do the same with a small transformer.
"""
