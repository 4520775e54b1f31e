"""Recipes that train RL² here: on bandits, and on small random MDPs."""
