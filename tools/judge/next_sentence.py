"""Which sentence to label next, so that the judge learns most from it."""

from __future__ import annotations

from grader.judge import Judge
from grader.judge.english import FUNCTION, MARKS
from grader.judge.model import VERDICTS
from grader.kinds.classify import judge_of
from tools.course.kinds import ClassifyFolder, Sentence, phrases
from tools.course.schema import Scenario
from tools.judge.from_exercise import sentences_of, with_judge
from tools.judge.left_out import answers_left_out

KINDS = {
    "sound": "a sound one that names “{}” in other words",
    "vague": "a vague one that names nothing but “{}”",
    "wrong": "a wrong one that denies “{}”",
}


def next_sentence(folder: ClassifyFolder, item: str) -> str:
    """The advice for a scenario: one of its unlabelled sentences if there are any, otherwise the
    kind of sentence of which the judge knows least."""
    collected = [sentence for sentence in folder.unlabelled if sentence.item == item]
    if collected:
        sentence = most_telling(judge_of(with_judge(folder)), collected)
        return f"Label next, in justifications.jsonl: “{sentence.text}”"
    scenario = next(scenario for scenario in folder.meta.item if scenario.id == item)
    return f"Next, add to justifications.jsonl {least_known(folder, scenario)}."


def most_telling(judge: Judge, sentences: list[Sentence]) -> Sentence:
    """Of the sentences of a scenario that leave the judge unsure, the one most like the others;
    of all, if it is sure of each."""
    unsure = [
        sentence
        for sentence in sentences
        if judge.judge(sentence.item, sentence.text).verdict == "unsure"
    ]
    words = {sentence: content(judge, sentence.text) for sentence in unsure or sentences}

    def likeness(sentence: Sentence) -> float:
        own_words = words[sentence]
        return sum(
            len(own_words & other) / max(len(own_words | other), 1) for other in words.values()
        )

    return max(words, key=likeness)


def least_known(folder: ClassifyFolder, scenario: Scenario) -> str:
    """The label that the judge finds least often, and the phrase that fewest such sentences take
    up."""
    pairs = [
        (sentence.label, answer)
        for sentence, answer in answers_left_out(folder)
        if sentence.item == scenario.id
    ]

    def known(label: str) -> tuple[float, int]:
        answers = [answer for right, answer in pairs if right == label]
        return answers.count(label) / max(len(answers), 1), len(answers)

    label = min(VERDICTS, key=known)
    deciding = set(scenario.accept.deciding)
    marked = [(words, name in deciding) for words, name in phrases(scenario.text) if name]
    fitting = [words for words, decides in marked if decides == (label != "vague")]
    judge = judge_of(folder.exercise)
    stems = [
        content(judge, sentence.text)
        for sentence in sentences_of(folder)
        if (sentence.item, sentence.label) == (scenario.id, label)
    ]

    def taken_up(words: str) -> int:
        return sum(bool(content(judge, words) & stems_of_one) for stems_of_one in stems)

    about = min(fitting or [words for words, _ in marked], key=taken_up)
    return KINDS[label].format(about)


def content(judge: Judge, text: str) -> set[str]:
    """The stems of a text's words, without those that any text has."""
    return set(judge.read(text).stems) - FUNCTION - set(MARKS)
