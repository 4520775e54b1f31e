"""One off-policy update: Q-learning whose error also trains the encoder, through the hypothesis."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metarl.networks.adam import Parameters
from metarl.networks.mlp import Trace, mlp_backward, mlp_forward
from metarl.pearl.belief import Belief, kl_backward, kl_to_std_normal, sample, sample_backward
from metarl.pearl.buffers import Transitions
from metarl.pearl.encoder import encode, encode_backward
from metarl.shapes import FloatArray, require_shape


class Batch(NamedTuple):
    """Data of one update, for K tasks.

    Attributes:
        context: float[K, N, C], recent transitions as the encoder sees them.
        moves: B transitions of each task, from the whole replay buffer.
        noise: float[K, d], standard normal, for the hypotheses.
    """

    context: FloatArray
    moves: Transitions
    noise: FloatArray


class Networks(NamedTuple):
    """What is learned, and its slower copy.

    Attributes:
        encoder: from C to 2 d numbers.
        q: from D + d to A numbers.
        target: like q.
    """

    encoder: Parameters
    q: Parameters
    target: Parameters


class Losses(NamedTuple):
    """What an update minimises.

    Attributes:
        td: half the mean squared difference from the targets.
        kl: mean divergence of the beliefs from the prior, in nats.
    """

    td: float
    kl: float


def q_values(q: Parameters, s: FloatArray, z: FloatArray) -> tuple[FloatArray, Trace]:
    """Values of every action under a hypothesis:  Q(s, z)[a].

    Args:
        q: from D + d to A numbers.
        s: float[K, B, D], observations.
        z: float[K, d], one hypothesis for each task.

    Returns:
        float[K, B, A], and the trace of the network on K B rows.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: rakelly-2019-pearl, Algorithm 1.
    """
    tasks, n, _ = s.shape
    require_shape("z", z, (tasks, z.shape[-1]))
    repeated = np.broadcast_to(z[:, None, :], (tasks, n, z.shape[-1]))
    rows = np.concatenate([s, repeated], axis=-1).reshape(tasks * n, -1)
    out, trace = mlp_forward(q, rows)
    return out.reshape(tasks, n, -1), trace


def targets(networks: Networks, moves: Transitions, z: FloatArray, discount: float) -> FloatArray:
    """Double-Q targets, for what follows a move:  y = r + g Q_target(s', z)[argmax_a Q(s', z)[a]].

    Episodes end by the clock, not by a state, so no target stops at the end of one. No gradient
    passes through the targets.

    Args:
        networks: q chooses the action, target says its value.
        moves: B transitions of each of K tasks.
        z: float[K, d], hypotheses.
        discount: g, in [0, 1).

    Returns:
        float[K, B].

    Raises:
        ValueError: if the shapes do not fit together.

    Source: vanhasselt-2016-double, the target of Double DQN.
    """
    chosen = q_values(networks.q, moves.s_next, z)[0].argmax(axis=-1)
    values = q_values(networks.target, moves.s_next, z)[0]
    return moves.r + discount * np.take_along_axis(values, chosen[..., None], axis=-1)[..., 0]


def q_gradients(
    networks: Networks, moves: Transitions, z: FloatArray, discount: float
) -> tuple[Parameters, FloatArray, float]:
    """Gradients of the critic's loss:  L_critic = mean (Q(s, z)[a] - y)^2 / 2.

    Args:
        networks: the value network and its slower copy.
        moves: B transitions of each of K tasks.
        z: float[K, d], what each task is taken for.
        discount: in [0, 1).

    Returns:
        Gradients of Q's parameters, float[K, d] the gradient with respect to z, and the loss.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: rakelly-2019-pearl, Algorithm 1, with Q-learning in place of soft actor-critic.
    """
    y = targets(networks, moves, z, discount)
    values, trace = q_values(networks.q, moves.s, z)
    chosen = moves.a[..., None]
    error = np.take_along_axis(values, chosen, axis=-1)[..., 0] - y
    d_values = np.zeros_like(values)
    np.put_along_axis(d_values, chosen, error[..., None] / error.size, axis=-1)
    d_q, d_rows = mlp_backward(networks.q, trace, d_values.reshape(-1, values.shape[-1]))
    d_z = d_rows.reshape(*error.shape, -1)[..., moves.s.shape[-1] :].sum(axis=1)
    return d_q, d_z, 0.5 * float(np.mean(error**2))


def gradients(
    networks: Networks, batch: Batch, discount: float, kl_weight: float
) -> tuple[Parameters, Losses]:
    """Gradients of the whole loss:  L = L_critic + w mean KL(q(z|c) || N(0, I)),  z ~ q(z|c).

    Args:
        networks: what is learned, and the target network.
        batch: data of K tasks.
        discount: in [0, 1).
        kl_weight: w, >= 0.

    Returns:
        Gradients of the encoder's parameters followed by those of Q, and the two parts of L.

    Raises:
        ValueError: if the shapes do not fit together.

    Source: rakelly-2019-pearl, Algorithm 1.
    """
    belief, encoded = encode(networks.encoder, batch.context)
    d_q, d_z, td = q_gradients(networks, batch.moves, sample(belief, batch.noise), discount)
    d_drawn, d_kl = sample_backward(belief, batch.noise, d_z), kl_backward(belief)
    share = kl_weight / len(d_z)
    d_belief = Belief(d_drawn.mu + share * d_kl.mu, d_drawn.var + share * d_kl.var)
    divergence = kl_to_std_normal(belief.mu.ravel(), belief.var.ravel()) / len(d_z)
    return [*encode_backward(networks.encoder, encoded, d_belief), *d_q], Losses(td, divergence)


def follow(target: Parameters, q: Parameters, share: float) -> None:
    """Move the slower copy, in place:  target <- target + share (q - target).

    Args:
        target: parameters of the target network.
        q: those of the network in training.
        share: in (0, 1].

    Source: lillicrap-2016-ddpg, Algorithm 1.
    """
    for slow, fast in zip(target, q, strict=True):
        slow += share * (fast - slow)
