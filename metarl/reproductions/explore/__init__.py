"""Recipes on exploration without training: exact values, index rules, planners, beliefs."""
