"""Recipes that train PEARL here: on the point robot that looks for a goal."""
