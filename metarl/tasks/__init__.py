"""Distributions of tasks, small enough that much about them is known exactly."""
