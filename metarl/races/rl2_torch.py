"""RL² on five arms in PyTorch: the update that metarl/races/rl2.py does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import nn
from torch.nn import functional

ARMS, PULLS, BATCH, HIDDEN = 5, 10, 256, 48
LR, BONUS, LARGEST = 3e-3, 0.05, 1.0


class Agent(nn.Module):
    """A tanh-RNN that sees (action, reward) as one-hot, and a softmax over arms."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(2 * ARMS, HIDDEN)
        self.head = nn.Linear(HIDDEN, ARMS)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)
        # nn.RNN has two biases where one says it all
        nn.init.zeros_(self.rnn.bias_hh_l0)
        self.rnn.bias_hh_l0.requires_grad_(False)

    def forward(self, x: torch.Tensor, h: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        out, h = self.rnn(x, h)
        return self.head(out), h


class Chance:
    """What a trial leaves to chance, drawn as PyTorch does it fastest."""

    def __init__(self, p: torch.Tensor) -> None:
        self.p = p

    def action(self, logits: torch.Tensor) -> torch.Tensor:
        return torch.multinomial(functional.softmax(logits, dim=-1), 1)[:, 0]

    def reward(self, action: torch.Tensor) -> torch.Tensor:
        return torch.bernoulli(self.p.gather(1, action[:, None])[:, 0])


class Given(Chance):
    """The same from given uniform numbers, float[T, 2, B]."""

    def __init__(self, p: torch.Tensor, chance: torch.Tensor) -> None:
        super().__init__(p)
        self.numbers = iter(chance.reshape(-1, chance.shape[-1]))

    def action(self, logits: torch.Tensor) -> torch.Tensor:
        steps = functional.softmax(logits, dim=-1).cumsum(-1)
        return (steps[:, :-1] <= next(self.numbers)[:, None]).sum(-1)

    def reward(self, action: torch.Tensor) -> torch.Tensor:
        won = next(self.numbers) < self.p.gather(1, action[:, None])[:, 0]
        return won.to(self.p.dtype)


Trial = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def play(agent: Agent, chance: Chance) -> Trial:
    """Logits, actions and rewards of a batch of trials, [T, B, …], with gradients if enabled."""
    x = chance.p.new_zeros(1, BATCH, 2 * ARMS)
    h = chance.p.new_zeros(1, BATCH, HIDDEN)
    all_logits, actions, rewards = [], [], []
    for _ in range(PULLS):
        logits, h = agent(x, h)
        action = chance.action(logits[0].detach())
        reward = chance.reward(action)
        all_logits.append(logits[0])
        actions.append(action)
        rewards.append(reward)
        x = functional.one_hot(2 * action + reward.long(), 2 * ARMS).to(x.dtype)[None]
    return torch.stack(all_logits), torch.stack(actions), torch.stack(rewards)


def play_then_pass(agent: Agent, chance: Chance) -> Trial:
    """The same: trials without gradients, then one pass of nn.RNN over all of their inputs."""
    with torch.no_grad():
        _, actions, rewards = play(agent, chance)
        pairs = functional.one_hot(2 * actions + rewards.long(), 2 * ARMS).to(rewards.dtype)
        x = functional.pad(pairs[:-1], (0, 0, 0, 0, 1, 0))
    logits, _ = agent(x, chance.p.new_zeros(1, BATCH, HIDDEN))
    return logits, actions, rewards


def learn(agent: Agent, adam: torch.optim.Adam, trial: Trial) -> None:
    logits, actions, rewards = trial
    returns = rewards.flip(0).cumsum(0).flip(0)
    centred = returns - returns.mean(1, keepdim=True)
    weights = centred / centred.std(correction=0)
    log_pi = functional.log_softmax(logits, dim=-1)
    score = log_pi.gather(2, actions[..., None])[..., 0]
    entropy = -(log_pi.exp() * log_pi).sum(-1)
    loss = -(weights * score + BONUS * entropy).mean()
    adam.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(agent.parameters(), LARGEST)
    adam.step()


def adam_of(agent: Agent) -> torch.optim.Adam:
    trained = [parameter for parameter in agent.parameters() if parameter.requires_grad]
    # one kernel for all parameters: the fastest of the three kinds on a processor
    return torch.optim.Adam(trained, lr=LR, fused=True)


Way = Callable[[Agent, Chance], Trial]


def make(way: Way) -> Callable[[int], None]:
    torch.manual_seed(0)
    agent = Agent()
    adam = adam_of(agent)

    def do(steps: int) -> None:
        for _ in range(steps):
            learn(agent, adam, way(agent, Chance(torch.rand(BATCH, ARMS))))

    return do


def numbers(tensors: Iterable[torch.Tensor]) -> list[float]:
    return [float(number) for tensor in tensors for number in tensor.detach().reshape(-1)]


def check(way: Way, inputs: dict[str, list]) -> list[float]:
    agent = Agent().double()
    W_x, W_h, b, W, b_out = (
        torch.tensor(values, dtype=torch.float64) for values in inputs["parameters"]
    )
    held = (
        (agent.rnn.weight_ih_l0, W_x.T),
        (agent.rnn.weight_hh_l0, W_h.T),
        (agent.rnn.bias_ih_l0, b),
        (agent.head.weight, W.T),
        (agent.head.bias, b_out),
    )
    with torch.no_grad():
        for mine, theirs in held:
            mine.copy_(theirs)
    adam = adam_of(agent)
    for p, chance in zip(inputs["p"], inputs["chance"], strict=True):
        given = Given(torch.tensor(p, dtype=torch.float64), torch.tensor(chance).double())
        learn(agent, adam, way(agent, given))
    return numbers(mine.T if mine.ndim == 2 else mine for mine, _ in held)


SIDES = {
    "nn.RNN, played without gradients, then one pass": (
        2.0,
        lambda: make(play_then_pass),
        lambda inputs: check(play_then_pass, inputs),
    ),
    "nn.RNN, step by step with gradients": (
        2.0,
        lambda: make(play),
        lambda inputs: check(play, inputs),
    ),
}
