"""The page's modules about a learner's record, in Node."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tools.common.paths import ROOT
from tools.setup import node

RECORD = ROOT / "docs" / "assets" / "js" / "record"
MODULES = ("events", "exchange", "patience", "queue", "record", "schedule", "states")


def evaluate(expression: str, *values: Any) -> Any:
    """The value of a JavaScript expression over our modules, and over ``values`` as ``v``."""
    imports = [f"import * as {name} from '{RECORD / name}.js';" for name in MODULES]
    script = f"const v = {json.dumps(values)}; console.log(JSON.stringify({expression}));"
    program = "\n".join([*imports, script])
    command = [str(node.ensure().node), "--input-type=module", "-"]
    done = subprocess.run(command, input=program, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
