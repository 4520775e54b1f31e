"""In-context learning of linear regression: what reading examples can achieve, and how.

``baselines`` needs no training, ``exact`` tells its errors in closed form. ``linear_attention`` and
``training`` show that attention without softmax can be one step of gradient descent, and learns to
be; ``temporal_difference`` does it for TD(0). ``attention``, ``transformer`` and ``fit`` do the
same with a small transformer. ``task_prior`` sets what few training tasks allow beside what all
tasks allow.
"""

from metarl.in_context.attention import (
    AttentionTrace,
    attention_backward,
    attention_forward,
    attention_init,
)
from metarl.in_context.baselines import (
    averaging,
    check_prompt,
    gradient_step,
    least_squares,
    nearest_neighbours,
)
from metarl.in_context.exact import (
    best_step,
    least_squares_error,
    step_error,
    uneven_best_steps,
    uneven_step_error,
)
from metarl.in_context.fit import Schedule, prefix_errors, prefix_loss, train_transformer
from metarl.in_context.linear_attention import (
    LinearTrace,
    as_tokens,
    construct_step,
    layer_backward,
    layer_forward,
    layer_init,
    predict,
)
from metarl.in_context.task_prior import known_tasks_mean, ridge
from metarl.in_context.temporal_difference import batch_td, td_layer, td_matrix, td_tokens
from metarl.in_context.training import (
    head_gradient,
    head_predict,
    layer_loss,
    mean_product,
    train_head,
    train_layer,
)
from metarl.in_context.transformer import (
    BlockTrace,
    Scaled,
    Shape,
    TransformerTrace,
    prefix_mask,
    scale,
    scale_backward,
    tokens_of,
    transformer_backward,
    transformer_forward,
    transformer_init,
)

__all__ = [
    "AttentionTrace",
    "BlockTrace",
    "LinearTrace",
    "Scaled",
    "Schedule",
    "Shape",
    "TransformerTrace",
    "as_tokens",
    "attention_backward",
    "attention_forward",
    "attention_init",
    "averaging",
    "batch_td",
    "best_step",
    "check_prompt",
    "construct_step",
    "gradient_step",
    "head_gradient",
    "head_predict",
    "known_tasks_mean",
    "layer_backward",
    "layer_forward",
    "layer_init",
    "layer_loss",
    "least_squares",
    "least_squares_error",
    "mean_product",
    "nearest_neighbours",
    "predict",
    "prefix_errors",
    "prefix_loss",
    "prefix_mask",
    "ridge",
    "scale",
    "scale_backward",
    "step_error",
    "td_layer",
    "td_matrix",
    "td_tokens",
    "tokens_of",
    "train_head",
    "train_layer",
    "train_transformer",
    "transformer_backward",
    "transformer_forward",
    "transformer_init",
    "uneven_best_steps",
    "uneven_step_error",
]
