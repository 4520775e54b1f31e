"""The judge of one sentence of justification, offline: ``sound``, ``vague``, ``wrong``, ``unsure``.

It knows English function words and nothing of any subject: the ideas of an exercise come as data,
and so does a model fitted on labelled sentences, without which every answer is ``unsure``.
Fitting and measuring belong to ``tools.judge``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.judge.claims import Reading, read
from grader.judge.english import FUNCTION, MARKS
from grader.judge.features import Rubric, features, leaning
from grader.judge.lexicon import Lexicon, lexicon_of
from grader.judge.model import VERDICTS, Model, model_from_data
from grader.judge.reasons import reason
from grader.judge.words import LONGEST_SENTENCE

SURE = {"sound": 0.82, "vague": 0.62, "wrong": 0.75}  # chosen on writers left out of the fit
SURE_OF_WORDS = 0.9  # of any verdict, where no axes tell what a sentence claims
SHARE_KNOWN = 0.5  # of a sentence's words
FEWEST = 3  # different words


@dataclass(frozen=True)
class Judgement:
    """An opinion on a sentence, and one or two sentences that say why."""

    verdict: str
    reason: str


@dataclass(frozen=True)
class Scenario:
    """What the judge knows of one scenario: its rubric, and how to speak of it.

    Attributes:
        fact: the deciding fact, a sentence.
        asks: what a good justification says, after “it does not say …”.
    """

    rubric: Rubric
    fact: str
    asks: str


class Judge:
    """Judges the sentences of one exercise.

    Args:
        data: the exercise's lexicon, the ``judge`` table of exercise.toml.
        model: as ``Model.data`` gives it; None if there are no labelled sentences.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        scenarios: Mapping[str, Scenario],
        model: Mapping[str, Any] | None = None,
    ) -> None:
        self.data = data
        self.scenarios = scenarios
        self.lexicon: Lexicon = lexicon_of(data)
        self.model: Model | None = model_from_data(model) if model else None

    def judge(self, item: str, text: str) -> Judgement:
        """The opinion on a sentence about a scenario, whatever the text is."""
        scenario = self.scenarios[item]
        if self.model is None or len(text) > LONGEST_SENTENCE:
            return Judgement("unsure", reason("unsure", None, scenario, self.data))
        reading = self.read(text)
        strengths = features(reading, scenario.rubric)
        verdict = self._verdict(reading, strengths, scenario.rubric)
        return Judgement(verdict, reason(verdict, reading, scenario, self.data))

    def read(self, text: str) -> Reading:
        """A text in terms of the exercise's lexicon."""
        knows = self.model.knows if self.model else (lambda stem: False)
        return read(self.lexicon.stems_of(text, knows), self.lexicon)

    def _verdict(self, reading: Reading, strengths: Mapping[str, float], rubric: Rubric) -> str:
        if self.model is None or not self._is_sentence(reading):
            return "unsure"
        likely = self.model.probabilities(strengths)
        best = max(range(len(VERDICTS)), key=likely.__getitem__)
        verdict = VERDICTS[best]
        # what is called sound or wrong must be so by the model and by its claims
        leans = leaning(reading, rubric)
        against = (verdict == "sound" and leans < 0) or (verdict == "wrong" and leans > 0)
        least = SURE[verdict] if self.data.get("axes") else SURE_OF_WORDS
        return "unsure" if against or likely[best] < least else verdict

    def _is_sentence(self, reading: Reading) -> bool:
        """Whether most words are known and something joins them: a heap of keywords is no
        sentence."""
        assert self.model is not None
        words = [stem for stem in reading.stems if stem not in MARKS]
        known_words = [
            stem
            for stem in words
            if stem in FUNCTION or stem in self.lexicon.stems or self.model.knows(stem)
        ]
        parts = sum(stem in MARKS for stem in reading.stems)
        joined = bool(FUNCTION & set(words)) or 0 < parts < len(words) / 2
        return joined and len(set(words)) >= FEWEST and len(known_words) > SHARE_KNOWN * len(words)


def scenario_of(
    data: Mapping[str, Any], item: str, label: str, fact: str, rubric: Mapping[str, Any]
) -> Scenario:
    """A scenario from exercise.toml: ``rubric`` is its ``judge`` table."""
    signs = {axis: -sign for axis, sign in signed(rubric.get("opposes", ())).items()}
    signs.update(signed(rubric.get("agrees", ())))
    granted = signed(rubric.get("true", ()))
    signs.update(granted)
    truths = {name: signed(axes) for name, axes in data.get("truths", {}).items()}
    read_against = Rubric(item, label, signs, truths, frozenset(granted))
    return Scenario(read_against, fact, rubric.get("asks", ""))


def signed(axes: Any) -> dict[str, int]:
    """Axes with a sign each, from ``["familiar", "!adapts"]``."""
    return {axis.removeprefix("!"): -1 if axis.startswith("!") else 1 for axis in axes}
