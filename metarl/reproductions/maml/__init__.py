"""Recipes on MAML and its relatives: sine waves, quadratics, one-pull bandits, navigation."""
