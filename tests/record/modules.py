"""The page's modules that need no page, in Node: about a learner's record, and about grades."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tools.common.paths import ROOT
from tools.setup import node

SCRIPTS = ROOT / "docs" / "assets" / "js"
MODULES = {
    "record": ("events", "exchange", "patience", "queue", "record", "schedule", "states"),
    "regrade": ("grades", "spreadsheet", "words"),
}


def evaluate(expression: str, *values: Any) -> Any:
    """The value of a JavaScript expression over our modules, and over ``values`` as ``v``."""
    imports = [
        f"import * as {name} from '{SCRIPTS / folder / name}.js';"
        for folder, names in MODULES.items()
        for name in names
    ]
    script = f"const v = {json.dumps(values)}; console.log(JSON.stringify({expression}));"
    program = "\n".join([*imports, script])
    command = [str(node.ensure().node), "--input-type=module", "-"]
    done = subprocess.run(command, input=program, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
