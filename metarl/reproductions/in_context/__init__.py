"""Recipes on in-context learning of linear regression."""
