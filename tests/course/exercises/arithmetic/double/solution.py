def double(values):
    """Twice each value."""
    return 2.0 * values
