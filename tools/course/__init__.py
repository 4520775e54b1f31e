"""Reads and begins content: exercise folders, pages' embeds, mkdocs.yml.

It runs no exercise's code and judges nothing but what cannot be read.
"""
