"""Measurements of the finished site, and the one file that holds the results of all benchmarks."""
