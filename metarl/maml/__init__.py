"""Model-agnostic meta-learning: initialisations from which a few gradient steps adapt to a task."""

from metarl.maml.adapt import inner_adapt

__all__ = ["inner_adapt"]
