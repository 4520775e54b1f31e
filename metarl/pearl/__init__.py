"""PEARL: a Gaussian belief over the task, one factor per transition, and Q-values that use it."""

from metarl.pearl.belief import kl_to_std_normal as kl_to_std_normal
from metarl.pearl.belief import product_of_gaussians as product_of_gaussians
