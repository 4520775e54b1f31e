"""Runs inside the Python that becomes the snapshot: imports all that a page may soon want.

Nothing else is there until the standard library has arrived, so what learners import often is
imported here too: what it costs in bytes, it saves in waiting.
"""

import gc
import importlib
import json
import linecache
import pkgutil
import sys
import zipimport

USUAL = """
    numpy numpy.random numpy.linalg numpy.fft numpy.ma
    abc argparse array bisect cmath collections contextlib copy csv dataclasses datetime decimal
    enum fractions functools heapq inspect io itertools json math numbers operator pprint queue
    random re statistics string textwrap time timeit traceback types typing warnings
"""

sys.path_importer_cache.clear()
for name in USUAL.split():
    importlib.import_module(name)
for package in ("grader", "metarl"):
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)

specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
imported = json.dumps(sorted(spec.origin for spec in specs if spec and spec.origin))

# Pyodide puts it there at every start.
sys.path.remove("")
# No file is there when the snapshot is restored, and those that come later are others.
zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
sys.path_importer_cache.clear()
linecache.clearcache()
gc.collect()
