"""Recipes on multi-task learning: what sharing brings, and remedies for tasks that disagree."""
