"""What is read of a page as its sentences, and what is said of them."""

from __future__ import annotations

import pytest

from tools import readability
from tools.readability import grade, sentences

PAGE = r"""---
title: not read
---

# Not read either

One step of [size](a.md#b) \(\alpha = 0.1\) is **short**. Is it? It
is, by {{ 0.1 = not.read }} at least!

| not | read |
|---|---|

\[
\text{not read}
\]

- The first item
- The second item has `more.words()` in it: it goes
  on in a second line.

```python
not_read = "Not read. At all."
```

<!-- numbers
not_read = 0
-->
"""


def test_sentences_are_what_is_read_aloud() -> None:
    assert [(sentence.text, sentence.line) for sentence in sentences(PAGE)] == [
        ("One step of size X is short.", 7),
        ("Is it?", 7),
        ("It is, by 0.1 at least!", 7),
        ("The first item", 17),
        ("The second item has X in it: it goes on in a second line.", 18),
    ]


def test_the_grade_by_hand() -> None:
    # 5 words of 4, 5, 4, 3 and 4 letters in 2 sentences
    by_hand = 4.71 * 20 / 5 + 0.5 * 5 / 2 - 21.43
    assert grade(sentences("Four words here. Yes, four.")) == pytest.approx(by_hand)


def test_each_page_has_a_row_and_the_longest_sentences_their_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert readability.main(["concepts/maml", "notation", "--longest", "2"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["Page", "Sentences", "Median", "Over", "30", "Grade"]
    assert {line.split()[0] for line in lines[:2]} == {"concepts/maml", "notation"}
    assert sum(line.endswith(" words") and ".md:" in line for line in lines) == 2


def test_an_unknown_page_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        readability.main(["nothing"])
    assert "there is no page 'nothing'" in capsys.readouterr().err
