"""Front-end packages from npm, and the modules, styles and fonts that the pages load of them."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

from tools.common.files import digest, is_done, mark_done
from tools.common.paths import ROOT, WORK
from tools.common.process import run, step
from tools.setup import node

MODULES = ROOT / "node_modules"
ENTRIES = ROOT / "tools" / "site" / "vendor"
VENDOR = ROOT / "docs" / "assets" / "vendor"
LOCK = ROOT / "package-lock.json"
NPM_OPTIONS = (
    "--ignore-scripts",  # nothing here needs one; esbuild's program is a package of its own
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    # fail within seconds where no registry answers
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=4000",
)
ESBUILD_OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--legal-comments=eof",
    "--log-level=warning",
    "--entry-names=[name]",
    "--asset-names=fonts/[name]",
    "--loader:.woff2=copy",
    # every browser that runs WebAssembly reads woff2
    "--loader:.woff=empty",
    "--loader:.ttf=empty",
)
EMPTY_SOURCE = re.compile(r',url\(\) format\("[a-z]+"\)')


def ensure() -> None:
    """Make ``node_modules`` and ``docs/assets/vendor`` what the locked versions give.

    Raises:
        SetupError: if Node is missing or a package cannot be installed or bundled.
    """
    install()
    bundle()


def install() -> None:
    """Install exactly what package-lock.json names, each package checked against its hash."""
    stamp = MODULES / ".stamp"
    inputs = digest([ROOT / "package.json", LOCK])
    if is_done(stamp, inputs):
        return
    programs = node.ensure()
    with step("front-end packages"):
        run("npm ci", [*programs.npm, "ci", *NPM_OPTIONS], env=programs.env())
    mark_done(stamp, inputs)


def bundle() -> None:
    """Join each entry in tools/site/vendor with what it imports; replaces the folder in one go."""
    stamp = VENDOR / ".stamp"
    inputs = digest([*ENTRIES.iterdir(), LOCK, Path(__file__)])
    if is_done(stamp, inputs):
        return
    WORK.mkdir(exist_ok=True)
    with (
        step("editor, formulas and fonts for the pages"),
        tempfile.TemporaryDirectory(dir=WORK) as folder,
    ):
        built = Path(folder) / "vendor"
        entries = sorted(ENTRIES.iterdir())
        esbuild(*entries, *ESBUILD_OPTIONS, f"--outdir={built}")
        tidy(built / "katex.css")
        for entry in entries:
            if entry.suffix == ".js":
                # re-exports only, so the entry itself tells tsc the types of its bundle
                shutil.copyfile(entry, built / f"{entry.stem}.d.ts")
        (built / "licences.txt").write_text(licences(), "utf-8")
        mark_done(built / stamp.name, inputs, [file for file in built.rglob("*") if file.is_file()])
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.parent.mkdir(parents=True, exist_ok=True)
        built.replace(VENDOR)


def esbuild(*arguments: str | Path) -> None:
    """Run the bundler.

    Raises:
        SetupError: if Node is missing or something cannot be bundled.
    """
    own = next(MODULES.glob("@esbuild/*/bin/esbuild"), None)
    # what Node would start, without the time that Node takes to start
    program = [own] if own else [node.ensure().node, MODULES / "esbuild" / "bin" / "esbuild"]
    run("esbuild", [*program, *arguments])


def licences() -> str:
    """The licence texts of all packages that the site carries a part of, one after the other."""
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    carried = [name for name, entry in packages.items() if name and not entry.get("dev")]
    parts = []
    for folder in (ROOT / name for name in sorted(carried)):
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("LICEN[CS]E*"))]
        if texts:
            name = folder.relative_to(MODULES).as_posix()
            parts.append(f"{name}\n{'=' * len(name)}\n\n{texts[0].strip()}\n")
    return "\n\n".join(parts)


def tidy(style: Path) -> None:
    """Drop the font sources that the ``empty`` loader left without a file."""
    style.write_text(EMPTY_SOURCE.sub("", style.read_text()))
