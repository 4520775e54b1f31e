"""A figure's HTML: what stands in the page before any script runs, and in print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any


def figure_html(
    bundle: Mapping[str, Any], drawn: Mapping[str, str], convert: Callable[[str], str]
) -> str:
    """The element ``wb-figure`` in the state that it begins with.

    Args:
        bundle: as ``tools.figures.encoding`` makes it.
        drawn: HTML of its ``drawing`` and its ``table``.
        convert: makes HTML of the captions' Markdown.
    """
    name = escape(bundle["name"])
    sentence = bundle["states"][bundle["start"]][0]
    controls = "".join(control_html(name, control) for control in bundle["controls"])
    live = " data-live" if bundle["live"] else ""
    return (
        f'<wb-figure id="{name}" data-name="{name}"{live}>'
        f'<figure aria-labelledby="{name}-title" aria-describedby="{name}-hint {name}-say">'
        f'<p class="wb-figure-title" id="{name}-title">{escape(bundle["title"])}</p>'
        f'<p class="wb-hint-line" id="{name}-hint" data-search-exclude>{escape(bundle["hint"])}</p>'
        f'<form class="wb-controls" hidden data-search-exclude>{controls}</form>'
        f'<div class="wb-stage">{question_html(bundle["prediction"])}'
        f'<div class="wb-shown" data-search-exclude>{drawn["drawing"]}</div></div>'
        f'<p class="wb-say" id="{name}-say">{escape(sentence)}</p>'
        f'<div class="wb-printed" data-search-exclude>{convert(bundle["printed"])}</div>'
        f'<details class="wb-numbers" data-search-exclude><summary>Table</summary>'
        f'<div class="wb-table">{drawn["table"]}</div></details>'
        f"<figcaption data-search-exclude>{convert(bundle['caption'])}</figcaption>"
        "</figure></wb-figure>"
    )


def question_html(prediction: Mapping[str, Any] | None) -> str:
    """What a figure or an exercise asks first, with the choices for paper and without script.

    The page makes buttons of the choices.
    """
    if not prediction:
        return ""
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in prediction["choices"])
    return (
        f'<div class="wb-prediction" data-prediction="{_json(prediction)}">'
        f"<p><b>Predict first.</b> {escape(prediction['question'])}</p>"
        f'<ul class="wb-on-paper">{choices}</ul></div>'
    )


def _json(value: Any) -> str:
    return escape(json.dumps(value, ensure_ascii=False))


def control_html(figure: str, control: Mapping[str, Any]) -> str:
    """A control at its first position."""
    return "".join(_PARTS[control["kind"]](f"{figure}-{control['name']}", control))


def _number(place: str, control: Mapping[str, Any]) -> Iterator[str]:
    texts, start = control["texts"], control["start"]
    yield f'<div class="wb-control" data-control="{escape(control["name"])}" '
    yield f'data-texts="{_json(texts)}">'
    yield f'<label for="{escape(place)}">{escape(control["label"])}</label>'
    yield f'<output for="{escape(place)}">{escape(texts[start])}</output>'
    yield f'<input type="range" id="{escape(place)}" min="0" max="{len(texts) - 1}" '
    yield f'value="{start}" aria-valuetext="{escape(texts[start])}" autocomplete="off"></div>'


def _choice(place: str, control: Mapping[str, Any]) -> Iterator[str]:
    yield f'<fieldset class="wb-control" data-control="{escape(control["name"])}">'
    yield f"<legend>{escape(control['label'])}</legend>"
    for index, text in enumerate(control["texts"]):
        checked = " checked" if index == control["start"] else ""
        yield f'<label><input type="radio" name="{escape(place)}" value="{index}"{checked} '
        yield f'autocomplete="off"><span>{escape(text)}</span></label>'
    yield "</fieldset>"


def _step(place: str, control: Mapping[str, Any]) -> Iterator[str]:
    texts, start = control["texts"], control["start"]
    label = escape(control["label"])
    yield f'<div class="wb-control" role="group" data-control="{escape(control["name"])}" '
    yield f'data-texts="{_json(texts)}" data-at="{start}" '
    yield f'aria-label="{label}"><span aria-hidden="true">{label}</span>'
    yield f'<output id="{escape(place)}">{escape(texts[start])} of {escape(texts[-1])}</output>'
    yield '<div class="wb-moves">'
    yield '<button type="button" class="wb-button" data-move="-1">Back</button>'
    yield '<button type="button" class="wb-button" data-move="1">Next step</button></div></div>'


_PARTS = {"number": _number, "choice": _choice, "step": _step}
