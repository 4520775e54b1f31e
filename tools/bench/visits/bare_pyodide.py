"""The page that everything is compared with: Pyodide as its manual starts it, and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from tools.setup import numpy_wheel, pyodide_runtime

FOLDER = "bare-pyodide/"
PAGE = """<!doctype html>
<meta charset="utf-8">
<title>bare Pyodide</title>
<h1>bare Pyodide</h1>
<script type="module">
const worker = new Worker("worker.mjs", { type: "module" });
worker.onmessage = () => (globalThis.benchReady = performance.now());
</script>
"""
WORKER = """import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
await python.loadPackage("numpy");
python.runPython("import numpy");
postMessage("ready");
"""


def files() -> dict[str, bytes]:
    """What the page consists of, by path: npm's Pyodide as it is, and the NumPy of its lock."""
    table = tomllib.loads(pyodide_runtime.TABLE.read_text("utf-8"))
    core = {name: (pyodide_runtime.CORE / name).read_bytes() for name in table["core"]}
    numpy = json.loads(core[pyodide_runtime.LOCK])["packages"]["numpy"]
    sources = pyodide_runtime.sources(table["numpy"])
    wheel: Path = numpy_wheel.get(
        numpy["file_name"], numpy["sha256"], sources, numpy_wheel.cache_folder()
    )
    page = {
        "index.html": PAGE.encode(),
        "worker.mjs": WORKER.encode(),
        wheel.name: wheel.read_bytes(),
    }
    return {f"{FOLDER}{name}": content for name, content in {**core, **page}.items()}
