"""What toy_reproduction.py imports."""

PUBLISHED = 6.0
