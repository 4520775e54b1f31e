"""What new things may be called: ids that will do, that are free, and that are like no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools.common.process import SetupError
from tools.common.spelling import closest

SLUG = re.compile("[a-z0-9][a-z0-9-]*")


def title_of(slug: str) -> str:
    """A first title."""
    return slug.replace("-", " ").capitalize()


def require_form(
    typed: str, name: str, fits: Callable[[str], object], form: str, known: Sequence[str] = ()
) -> None:
    """Refuse what is not an id, and propose what was probably meant."""
    if fits(name):
        return
    words = [re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in name.split("/")]
    parts = [word for word in words if word]
    below = [known[0].partition("/")[0], *parts] if known else parts
    proposed = ["/".join(parts), "/".join([*parts[:1], "-".join(parts[1:])]), "/".join(below)]
    meant = next((id_ for id_ in [*proposed, "-".join(parts)] if fits(id_)), "")
    advice = f" Write {meant}, for example." if meant and parts else ""
    raise SetupError(f"{typed!r} cannot be the id. {form}.{advice}")


def require_free(path: Path, name: str, way: str) -> None:
    """Refuse a name that is taken, in whatever way."""
    if path.exists() or path.is_symlink():
        raise SetupError(
            f"{name} exists already and is left as it is. Choose another name, "
            f"or see what is left to do there: {way}"
        )


def similar(name: str, known: list[str]) -> Iterator[str]:
    """A word of warning when a name is easily taken for another."""
    close = closest(name, known, 1, likeness=0.85)
    if close:
        yield f"· there is {close[0]}, too: if that is the one you mean, delete this one"
    topic, slash, _ = name.partition("/")
    topics = sorted({id_.partition("/")[0] for id_ in known})
    if slash and topic not in topics and topics:
        meant = closest(topic, topics, 1, likeness=0.7)
        hint = f"; did you mean {meant[0]}?" if meant else ""
        yield f"· {topic} is a new topic, beside {', '.join(topics)}{hint}"
