"""The failing case: source that repeats, in the scratch area, the call at which a check failed."""
