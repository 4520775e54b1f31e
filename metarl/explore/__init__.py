"""Classical exploration: rules that need no training, for arms and for small processes."""
