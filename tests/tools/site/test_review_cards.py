"""Cards of finished pages, as the page of reviews shows them."""

from __future__ import annotations

import json
from pathlib import Path

from tools.site.lists import review_cards

CARD = """<h1>A page</h1><rl-exercise data-id="recall/one" data-kind="recall">
<div class="wb-card" data-card="first">
<div class="wb-question"><p>Why <em>x</em> &lt; 1?<br></p></div>
<div class="wb-answer"><div><p>So. <a href="../maml/#a">There</a></p></div></div></div>
<div class="wb-card" data-card="second"><div class="wb-question"><p>And?</p></div>
<div class="wb-answer"><p>Yes.</p></div></div></rl-exercise>
<div class="wb-answer">no card's</div>"""


def test_each_card_is_there_as_it_stands_with_the_page_from_which_its_links_lead(
    tmp_path: Path,
) -> None:
    pages = {
        tmp_path / "concepts" / "one" / "index.html": CARD,
        tmp_path / "other" / "index.html": "<p>no cards</p>",
    }
    review_cards.write(tmp_path, pages)
    cards = json.loads((tmp_path / review_cards.FILE).read_text("utf-8"))
    assert cards == {
        "recall/one first": {
            "page": "concepts/one/",
            "question": "<p>Why <em>x</em> &lt; 1?<br></p>",
            "answer": '<div><p>So. <a href="../maml/#a">There</a></p></div>',
        },
        "recall/one second": {
            "page": "concepts/one/",
            "question": "<p>And?</p>",
            "answer": "<p>Yes.</p>",
        },
    }
