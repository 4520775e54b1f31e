"""Exact values: what the best policy reaches, and what simple ones reach, without simulation."""
