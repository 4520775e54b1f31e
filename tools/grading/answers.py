"""Answers of grading processes, kept from one command to the next.

An author changes one file of an exercise and asks again: what does not depend on it is looked up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from tools.common.cache import Cache
from tools.common.paths import ROOT
from tools.course.kinds import CodeFolder
from tools.grading.dependencies import code_digest, imported_digest

CACHE = Cache(ROOT / ".cache" / "answers", days=30)


class KeptAnswers:
    """What came of an exercise's files, by all that it depends on.

    Args:
        use: what the answers are for; each use of an exercise has a file of its own.
        maker: the module that makes the questions.
    """

    def __init__(self, folder: CodeFolder, use: str, maker: str) -> None:
        texts = [folder.solution, folder.grader, *(stored.text for stored in folder.stored)]
        parts = [use, folder.id, code_digest([maker]), imported_digest(texts)]
        self._key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        self._kept: dict[str, Any] = {}
        with suppress(ValueError):
            self._kept = json.loads(CACHE.read(self._key) or "{}")
        self._asked: dict[str, Any] = {}

    def get(
        self,
        question: Any,
        compute: Callable[[], Any],
        lasts: Callable[[Any], bool] = lambda answer: True,
    ) -> Any:
        """The answer to a question, as JSON values; worked out if it is new.

        Args:
            lasts: whether an answer would be the same another time.
        """
        return self.get_each([question], lambda new: [compute()], lasts)[0]

    def get_each(
        self,
        questions: Sequence[Any],
        compute: Callable[[list[int]], Iterable[Any]],
        lasts: Callable[[Any], bool] = lambda answer: True,
    ) -> list[Any]:
        """The answers to several questions.

        Args:
            compute: gets the places of the questions that are new.
        """
        keys = list(map(_key, questions))
        known = {**self._kept, **self._asked}
        new = [place for place, key in enumerate(keys) if key not in known]
        answers = {key: known[key] for key in keys if key in known}
        if new:
            answers |= zip([keys[place] for place in new], compute(new), strict=True)
        self._asked |= {key: answer for key, answer in answers.items() if lasts(answer)}
        return [answers[key] for key in keys]

    def save(self) -> None:
        """Keep what was asked for; what was not belongs to files that are no more."""
        if self._asked.keys() != self._kept.keys():
            CACHE.write(self._key, json.dumps(self._asked).encode())
            CACHE.tidy()


def _key(question: Any) -> str:
    text = json.dumps(question, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
