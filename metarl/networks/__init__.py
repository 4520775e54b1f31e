"""Small networks with gradients derived by hand, and the optimiser that trains them."""
