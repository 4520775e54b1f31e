"""docs/data/judge.json: the figures of the judge, and their table on a page."""

from __future__ import annotations

import json

from tools.common.paths import ROOT
from tools.results import markdown_table

FILE = ROOT / "docs" / "data" / "judge.json"
HEAD = ("Sentences, and the judge", "Answered", "Of these right", "Cohen’s κ", "Wrong called sound")
# What a page calls them, and the figures' key.
SETS = {
    "dev": "180 sentences that were looked at while building",
    "unseen": "90 whose figures, not their words, led to changes of thresholds and rules",
    "blind": "90 more; thresholds were chosen with an eye on their figures",
    "loose": "115 in short, loose English that were looked at while building",
}
WAYS = {
    "fitted": "fitted on all labelled sentences of the exercise",
    "held_out": "the scenario's labelled sentences left out",
    "withheld": "all of the scenario's sentences withheld, its examples too",
}
ALL = "all"  # the figures of all topics together
OF_TOPIC = "{count} unseen on the pools of scenarios in “{topic}”, by another hand than theirs"
OF_ALL = "{count} unseen on the pools of all topics"


def markdown(content: bytes) -> str:
    """The figures as Markdown, and below them how they were measured."""
    record = json.loads(content)
    rows: list[markdown_table.Cells] = [[[title] for title in HEAD]]
    for name, ways in record["figures"].items():
        for way, figures in ways.items():
            others = OF_ALL if name == ALL else OF_TOPIC
            title = SETS.get(name) or others.format(count=figures["sentences"], topic=name)
            answered, right, wrong = (
                f"{100 * figures[key]:.1f} %"
                for key in ("coverage", "accuracy", "wrong_called_sound")
            )
            kappa = f"{figures['kappa']:.2f}"
            rows.append([[title, WAYS[way]], [answered], [right], [kappa], [wrong]])
    how = f"Measured on {record['date']} with `{record['command']}`."
    return "\n".join([*markdown_table.responsive(rows), "", how])
