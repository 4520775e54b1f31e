"""``offline-zip``: the site as one zip, to unzip and open by a double click on index.html.

A page that was opened from disk may not fetch, import modules or start workers from files, but it
may load scripts. So our modules become one script, what they read becomes scripts, which
docs/assets/js/base/disk.js loads, and the theme's search gets its index and its worker as scripts.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from tools.common.files import pack_zip, write_whole
from tools.common.paths import ROOT, WORK
from tools.common.process import SetupError, step
from tools.course.site_config import read_config
from tools.setup import npm
from tools.site import build as pages
from tools.site import csp, js_modules, offline_manifest
from tools.site.lists import anki_decks, review_cards

NAME = read_config(ROOT).short_name
ZIP = ROOT / "dist" / f"{NAME}.zip"
MAIN = "assets/js/main.js"
SEARCH = "assets/js/instead-of-iframe-worker.js"
SHIM = ROOT / "tools" / "site" / "disk" / "instead-of-iframe-worker.js"
# What our scripts read as data, by folders below assets/.
READ = ("runtime", "exercises", "review", "js/runtime/sandbox")
# Base64 of 2**20 letters: decoded in a few milliseconds.
PIECE = 3 * 2**18
# Needs a server, or is part of another file by now.
LEFT_OUT = ("404.html", "manifest.webmanifest", "sitemap.xml", "search/search_index.json")


def main(arguments: list[str]) -> int:
    """Write the zip.

    Raises:
        SetupError: as a build does.
    """
    del arguments  # there are none
    pages.prepare()
    WORK.mkdir(exist_ok=True)
    with step("the zip"), tempfile.TemporaryDirectory(dir=WORK) as parent:
        folder = Path(parent) / NAME
        write(folder)
        pack(folder, ZIP)
    print(f"{ZIP.relative_to(ROOT)}: {ZIP.stat().st_size / 1e6:.1f} MB; unzip it, open index.html")
    return 0


def write(folder: Path) -> None:
    """Build the site in its form for the disk.

    Args:
        folder: of the site; must not exist yet.

    Raises:
        SetupError: if a page cannot be built, or a script not be joined.
    """
    os.environ.update(pages.ENV)
    try:
        build(configuration(folder))
    except Abort as error:
        raise SetupError("the pages cannot be built; see above") from error
    join_scripts(folder)
    put_search_worker(folder)
    texts = csp.read(folder)
    anki_decks.write(folder, review_cards.write(folder, texts), read_config(ROOT))
    for name in READ:
        wrap(folder / "assets", name)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        name = path.relative_to(folder).as_posix()
        if name in LEFT_OUT or not offline_manifest.is_offline(name):
            path.unlink()
    rescue = js_modules.inline(js_modules.RESCUE)
    texts = {path: text for path, text in texts.items() if path.is_file()}
    for path in texts:
        texts[path] = js_modules.PLACE.sub(lambda place: place[0] + rescue, texts[path], count=1)
    csp.write(folder, texts, from_disk=True)


def configuration(folder: Path) -> MkDocsConfig:
    """The site's configuration with what differs on a disk."""
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        site_dir=str(folder),
        site_url="",
        strict=True,
        plugins=["search", "offline"],
        extra_javascript=[MAIN],
    )
    # the theme adds its own, from another host, unless one with its name is there
    config.extra["polyfills"] = [SEARCH]
    features = config.theme["features"]
    config.theme["features"] = [name for name in features if name != "navigation.instant"]
    return config


def join_scripts(folder: Path) -> None:
    """Make one script of our modules, and one of each library."""
    scripts = folder / "assets" / "js"
    libraries = sorted((folder / "assets" / "vendor").glob("*.js"))
    modules = [path for path in scripts.rglob("*.js*") if path.parent.name != "sandbox"]
    npm.esbuild(
        folder / MAIN,
        *js_modules.CLASSIC,
        js_modules.constant(NAME),
        "--allow-overwrite",
        "--banner:js=const WB_SCRIPT = document.currentScript.src;",
        "--define:import.meta.url=WB_SCRIPT",
        f"--outfile={folder / MAIN}",
    )
    for path in modules:
        if path != folder / MAIN:
            path.unlink()
    for path in libraries:
        name = json.dumps(path.stem)
        options = (f"--global-name=wbVendor[{name}]", "--allow-overwrite", f"--outfile={path}")
        npm.esbuild(path, *js_modules.CLASSIC, *options)


def put_search_worker(folder: Path) -> None:
    """Give the theme's search its worker without a request for it."""
    (worker,) = (folder / "assets" / "javascripts" / "workers").glob("search.*.js")
    source = worker.read_text("utf-8").partition("//# sourceMappingURL")[0]
    shim = SHIM.read_text("utf-8").replace('"the source"', json.dumps(source))
    (folder / SEARCH).write_text(shim, "utf-8")
    worker.unlink()


def wrap(assets: Path, name: str) -> None:
    """Turn each file of a folder below assets/ into scripts that hold its bytes."""
    for path in [path for path in (assets / name).rglob("*") if path.is_file()]:
        content = path.read_bytes()
        inside = path.relative_to(assets).as_posix()
        count = max(1, -(-len(content) // PIECE))
        for index in range(count):
            piece = base64.b64encode(content[index * PIECE : (index + 1) * PIECE]).decode("ascii")
            script = assets / "disk" / f"{inside}.{index}.js"
            script.parent.mkdir(parents=True, exist_ok=True)
            script.write_text(f'wbDisk({json.dumps(inside)},{index},{count},"{piece}");\n', "ascii")
    shutil.rmtree(assets / name)


def pack(folder: Path, target: Path) -> None:
    """Write the zip, the same for the same files, and replace an earlier one in one go."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = ((f"{NAME}/{path.relative_to(folder).as_posix()}", path) for path in paths)
    write_whole(target, pack_zip((name, path.read_bytes()) for name, path in named))
