"""Keeps a submission apart from the grader: compiling, running, guarding, and finding tampering."""
