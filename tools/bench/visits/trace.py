"""The trace that Chromium writes while a page opens.

Two kinds of what it holds are used: measures, by which our scripts mark the stages of Python's
start, and slices, in which Chromium says what a thread does. Times are in ms from the moment when
the page was opened, and nothing counts that begins once it is ready.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tools.common.process import SetupError

CATEGORIES = ("blink.user_timing", "devtools.timeline", "v8")
MEASURES = "blink.user_timing"
Event = dict[str, Any]
Thread = tuple[int, int]  # process and thread, by their numbers
Measure = tuple[str, Thread, float, float]  # name, where, begin and end
Times = tuple[float, float, float]  # begin, length, and how long the processor worked


@dataclass(frozen=True)
class Trace:
    """The events of one opening.

    Attributes:
        opened: when, by the trace's own clock, in microseconds.
        ready: when a verdict was possible, in ms from there.
    """

    events: list[Event]
    page: Thread
    opened: float
    ready: float

    @cached_property
    def measures(self) -> list[Measure]:
        """Name, thread, begin and end of every measure of ours that began before the end."""
        begun: dict[tuple[str, Thread], float] = {}
        events = []
        for event in self.events:
            key = (event["name"], thread_of(event))
            if event["cat"] != MEASURES or event["ph"] not in "be":
                continue
            if event["ph"] == "b":
                begun[key] = self.at(event)
            elif begun.get(key, self.ready) < self.ready:
                events.append((*key, begun.pop(key), min(self.at(event), self.ready)))
        return events

    @cached_property
    def clocks(self) -> dict[Thread, tuple[list[float], list[float]]]:
        """Of each thread moments, and how long the processor had worked for it until each."""
        points: dict[Thread, list[tuple[float, float]]] = defaultdict(list)
        for event in self.events:
            if event["ph"] == "X" and "tts" in event:
                at, worked = self.at(event), event["tts"] / 1000
                end = (at + event.get("dur", 0) / 1000, worked + event.get("tdur", 0) / 1000)
                points[thread_of(event)] += [(at, worked), end]
        return {
            thread: ([at for at, _ in pairs], [worked for _, worked in pairs])
            for thread, pairs in ((thread, sorted(pairs)) for thread, pairs in points.items())
        }

    def worked(self, thread: Thread, begin: float, end: float) -> float:
        """For how long the processor worked for a thread, as far as its slices tell."""
        if thread not in self.clocks:
            return 0.0
        first, last = np.interp([begin, end], *self.clocks[thread])
        return float(last - first)

    def at(self, event: Event) -> float:
        """When, in ms from the opening."""
        return float(event["ts"] - self.opened) / 1000

    def slices(self, thread: Thread) -> Iterator[tuple[Event, Times]]:
        """What Chromium says of a thread, from the opening until the end."""
        for event in self.events:
            if event["ph"] != "X" or thread_of(event) != thread:
                continue
            begin, length = self.at(event), event.get("dur", 0) / 1000
            if 0 <= begin < self.ready:
                length = min(length, self.ready - begin)
                yield event, (begin, length, min(event.get("tdur", 0) / 1000, length))


def read_trace(content: bytes, url: str, ready: float) -> Trace:
    """The trace of an opening.

    Args:
        content: as Chromium writes it.
        url: of the page.
        ready: when a verdict was possible, in ms.

    Raises:
        SetupError: if the page was not opened meanwhile.
    """
    events: list[Event] = json.loads(content)["traceEvents"]
    openings = [event for event in events if is_opening(event, url)]
    if not openings:
        raise SetupError(f"the trace does not show that {url} was opened")
    return Trace(events, thread_of(openings[-1]), openings[-1]["ts"], ready)


def is_opening(event: Event, url: str) -> bool:
    """Whether it is the beginning of a page's clock."""
    data = event["args"].get("data", {})
    return bool(event["name"] == "navigationStart" and data.get("documentLoaderURL") == url)


def thread_of(event: Event) -> Thread:
    """Where it happened."""
    return event["pid"], event["tid"]


def url_of(event: Event) -> str:
    """Of the script that runs; empty if there is none."""
    return str(event["args"].get("data", {}).get("url", ""))
