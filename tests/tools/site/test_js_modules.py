"""The pages ask early for few files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.site import js_modules, offline_manifest

PAGE = '<!doctype html><html><head>\n<meta charset="utf-8">\n<title>t</title></head><body>{}</body>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    scripts = folder / "assets" / "js"
    for name in ("base", "inner", "offline", "runtime"):
        (scripts / name).mkdir(parents=True)
    (folder / "deep").mkdir()
    (scripts / "main.js").write_text(
        'import { one } from "./shared.js";\nimport "./inner/more.js";\n'
        'import { VERSION } from "./base/version.js";\none(VERSION);\n'
    )
    for name in ("early_start", "download_worker"):
        text = f'import {{ one }} from "../shared.js";\none("{name}");\n'
        (scripts / "runtime" / f"{name}.js").write_text(text)
    (scripts / "base" / "version.js").write_text('export const VERSION = "";\n')
    worker = 'import { one } from "../shared.js";\none(globalThis.WB_NAME);\n'
    (scripts / "offline" / "service_worker.js").write_text(worker)
    (scripts / "shared.js").write_text("export const one = (x) => globalThis.all.push(x);\n")
    (scripts / "inner" / "more.js").write_text('console.log("more");\n')
    (scripts / "alone.js").write_text("alone();\n")
    main = '<script src="{}assets/js/main.js" type="module"></script>'
    (folder / "index.html").write_text(PAGE.format(main.format("")))
    (folder / "404.html").write_text(PAGE.format(main.format("/")))
    with_exercise = f"<rl-exercise></rl-exercise>{main.format('../')}"
    (folder / "deep" / "index.html").write_text(PAGE.format(with_exercise))
    for path, text in js_modules.name_modules(folder, "my-site").items():
        path.write_text(text)
    return folder


def test_modules_are_joined_and_what_both_entries_need_is_there_once(site: Path) -> None:
    names = sorted(path.name for path in (site / "assets" / "js").glob("*.js"))
    shapes = [re.sub(r"[A-Z0-9]{8}", "HASH", name) for name in names]
    assert sorted(shapes) == ["HASH.js", "alone.js", "early_start.HASH.js", "main.HASH.js"]
    assert "import" not in (site / "assets" / "js" / js_modules.LOADER).read_text()


def test_the_service_worker_is_one_classic_script_and_lies_where_it_reaches_every_page(
    site: Path,
) -> None:
    script = (site / offline_manifest.WORKER).read_text()
    assert '"my-site"' in script
    assert not re.search(r"\b(import|export|WB_NAME)\b", script)
    assert not (site / "assets" / "js" / js_modules.WORKER).exists()


def test_the_version_stays_a_file_of_its_own(site: Path) -> None:
    [main] = (site / "assets" / "js").glob("main.*.js")
    assert '"./base/version.js"' in main.read_text()


def test_each_page_names_the_files_from_where_it_lies(site: Path) -> None:
    for page in (site / "index.html", site / "deep" / "index.html"):
        named = re.findall(r'(?:src|href)="([^"]+\.js)"', page.read_text())
        assert named
        assert all((page.parent / name).is_file() or "sandbox" in name for name in named)


def test_only_pages_with_an_exercise_start_python(site: Path) -> None:
    plain, exercise = (site / name for name in ("index.html", "deep/index.html"))
    assert not re.search(r"early|runtime|sandbox", plain.read_text())
    text = exercise.read_text()
    assert 'new Worker("../assets/js/runtime/download_worker.js"' in text
    assert (
        text.index("charset") < text.index("download_worker.js") < text.index("early_start.") < 600
    )


def test_the_page_for_unknown_addresses_has_no_relative_links(site: Path) -> None:
    named = re.findall(r'(?:src|href)="([^"]+)"', (site / "404.html").read_text())
    assert named
    assert all(name.startswith("/") for name in named)
