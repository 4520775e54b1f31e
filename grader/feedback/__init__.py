"""Sentences for learners on exceptions and syntax errors; nothing here knows of checks."""
