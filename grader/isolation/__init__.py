"""Keeps a submission apart from the grader: compiling, running, guarding, and finding tampering.

In the browser the frame around it, in ``docs/assets/js``, is the wall; this is what Python adds.
"""
