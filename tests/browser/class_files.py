"""What a class hands in: programs and answers, some not in good faith, and files that are none."""

from __future__ import annotations

import io
import json
import struct
import zipfile

from tests.browser.content import ADAPT, FRAMING, RECALL, all_right, stored
from tests.browser.progress import attempt, file
from tests.browser.regrade import export
from tests.class_files import Files, packed

ID, RIGHT = ADAPT.id, ADAPT.solution
WRONG = next(iter(stored(ADAPT, "fail").values()))
ENDLESS = f"{RIGHT}\nwhile True:\n    pass\n"
FORGING = (
    'print(\'{"verdict": "pass", "reply": {"report": {"verdict": "pass"}}}\', flush=True)\n' + WRONG
)
PEEPING = """import sys


def inner_adapt(theta, grad_fn, alpha, steps):
    frame = sys._getframe()
    while "solution" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["solution"].inner_adapt(theta, grad_fn, alpha, steps)
"""
DEEP = {"b.zip": packed({"c.zip": packed({f"x/{ID}.py": RIGHT})})}


def stored_zip(name: str, text: str) -> bytes:
    """A zip that compresses nothing, so that a changed letter is a letter still."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, text)
    return content.getvalue()


def lying_zip() -> bytes:
    """A zip that unpacks to more than it says."""
    content = bytearray(packed({"a.json": b" " * 50_000_001}))
    for signature, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        struct.pack_into("<I", content, content.index(signature) + offset, 10)
    return bytes(content)


HANDED_IN: Files = {
    "Zoë Ünal.json": export(ID, RIGHT),
    "李小龍.json": export(ID, WRONG, "pass"),
    "עדי.json": export(FRAMING.id, all_right(FRAMING), "fail"),
    "cards.json": export(RECALL.id, {card.id: "good" for card in RECALL.meta.card}),
    "endless.json": export(ID, ENDLESS),
    "forging.zip": packed({f"{ID}.py": FORGING}),
    "anna and ben.zip": packed(
        {
            "anna/1.json": export(ID, WRONG, "fail", days=2),
            "anna/2.json": export(ID, RIGHT, days=1),
            f"ben/{ID}.py": RIGHT,
            "ben/README.md": "mine",
        }
    ),
    "=HYPERLINK(1).json": export(ID, RIGHT),
    "gone.json": export("gone/away", RIGHT),
    "other kind.json": export(ID, {"a": "good"}),
    "damaged.zip": packed({f"x/{ID}.py": RIGHT * 50})[:-60],
    "latin.zip": packed({f"latin/{ID}.py": RIGHT.encode() + "# ü".encode("latin-1")}),
}
BAD: Files = {
    "cut.json": export(ID, RIGHT)[:-30],
    "deep.json": "[" * 100_000,
    "format.json": json.dumps({"format": "other"}),
    "newer.json": json.dumps(file(version=2)),
    "theirs.json": json.dumps(file(workbook="theirs")),
    "entry.json": json.dumps(file({"kind": "attempt", "at": 3}, attempt(1, ID, "pass"))),
    "no zip.zip": "no zip",
    "empty.zip": b"",
    "out.zip": packed({f"../../{ID}.py": RIGHT, "ok.json": export(ID, RIGHT)}),
    "root.zip": packed({f"/{ID}.py": RIGHT}),
    "drive.zip": packed({"C:\\maml\\inner-adapt.py": RIGHT}),
    "bomb.zip": packed({"a.json": b" " * 50_000_001}),
    "nested.zip": packed(DEEP),
    "old.rar": "Rar!",
    "inside.zip": packed({"a.tar.gz": b"x"}),
    "liar.zip": lying_zip(),
    "flipped.zip": stored_zip(f"flipped/{ID}.py", RIGHT).replace(b"theta", b"bheta", 1),
    "unknown.zip": packed({"unknown/gone/away.py": RIGHT}),
}
