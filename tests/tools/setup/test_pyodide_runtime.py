"""The browser's Python: complete, verified, and the same NumPy as here."""

import gzip
import io
import itertools
import json
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tools.common import paths, process
from tools.setup import npm, pyodide_runtime, snapshot

SHA256 = "0123456789abcdef" * 4
HEAD: dict[str, object] = {"pyodide": "1.0", "stages": {"core": ["a.mjs"]}}


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    pyodide_runtime.write(tmp_path, HEAD, {"a.mjs": b"code", "b-1-none-any.whl": b"wheel"})
    return tmp_path


def test_names_carry_a_part_of_the_hash() -> None:
    assert pyodide_runtime.file_name("pyodide.asm.wasm", SHA256) == "pyodide.asm.01234567.wasm"


def test_wheels_are_stored_as_zip() -> None:
    assert pyodide_runtime.file_name("b-1-none-any.whl", SHA256) == "b-1-none-any.01234567.zip"


def test_the_list_names_each_file_with_size_and_hash(runtime: Path) -> None:
    table = json.loads((runtime / "runtime.json").read_text())
    assert table["pyodide"] == "1.0"
    assert table["stages"] == {"core": ["a.mjs"]}
    wheel = table["files"]["b-1-none-any.whl"]
    assert (runtime / wheel["url"]).read_bytes() == b"wheel"
    assert wheel["size"] == 5
    # printf wheel | sha256sum
    assert wheel["sha256"].startswith(wheel["url"].split(".")[1])
    assert pyodide_runtime.is_verified(runtime)


def test_what_hosts_might_not_compress_is_compressed_under_a_neutral_name(runtime: Path) -> None:
    entry = json.loads((runtime / "runtime.json").read_text())["files"]["a.mjs"]
    assert entry["gzip"]
    assert entry["url"] == f"a.{entry['sha256'][:8]}.bin"
    assert gzip.decompress((runtime / entry["url"]).read_bytes()) == b"code"


def test_outdated_files_go(runtime: Path) -> None:
    written = pyodide_runtime.write(runtime, HEAD, {"a.mjs": b"new code"})
    assert sorted(runtime.iterdir()) == sorted(written)


@pytest.mark.parametrize("damage", ["remove", "truncate", "flip", "list"])
def test_damage_is_noticed(runtime: Path, damage: str) -> None:
    victim = next(runtime.glob("*.zip"))
    if damage == "remove":
        victim.unlink()
    elif damage == "list":
        (runtime / "runtime.json").write_text("{")
    else:
        victim.write_bytes(b"whee" if damage == "truncate" else b"wheal")
    assert not pyodide_runtime.is_verified(runtime)


def test_a_wrong_core_file_is_named_with_both_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyodide_runtime, "ROOT", tmp_path)
    monkeypatch.setattr(pyodide_runtime, "CORE", tmp_path)
    (tmp_path / "pyodide.mjs").write_text("damaged")
    with pytest.raises(
        process.SetupError, match=f"pyodide.mjs has wrong content .* {SHA256}, found"
    ):
        pyodide_runtime.read_verified({"pyodide.mjs": SHA256})
    with pytest.raises(process.SetupError, match=r"other\.mjs is missing"):
        pyodide_runtime.read_verified({"other.mjs": SHA256})


def test_npm_gets_one_more_try_for_a_damaged_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyodide_runtime, "ROOT", tmp_path)
    monkeypatch.setattr(pyodide_runtime, "CORE", tmp_path)
    monkeypatch.setattr(npm, "MODULES", tmp_path)
    monkeypatch.setattr(npm, "install", lambda: (tmp_path / "a.mjs").write_bytes(b""))
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of no bytes
    (tmp_path / "a.mjs").write_text("damaged")
    assert pyodide_runtime.read_core({"a.mjs": empty}) == {"a.mjs": b""}


def test_the_table_the_packages_and_the_native_numpy_agree() -> None:
    table = tomllib.loads(pyodide_runtime.TABLE.read_text())
    npm = json.loads((paths.ROOT / "package.json").read_text())
    assert npm["dependencies"]["pyodide"] == table["pyodide"]
    assert f"/v{table['pyodide']}/" in table["numpy"]["cdn"]
    lock = json.loads(pyodide_runtime.read_core(table["core"])[pyodide_runtime.LOCK])
    assert lock["packages"]["numpy"]["version"] == np.__version__


def test_the_built_runtime_holds_the_grader_and_the_reference_methods() -> None:
    assert pyodide_runtime.is_verified(pyodide_runtime.RUNTIME)
    table = json.loads((pyodide_runtime.RUNTIME / "runtime.json").read_text())
    url = next(file["url"] for name, file in table["files"].items() if name.startswith("meta_rl"))
    with zipfile.ZipFile(pyodide_runtime.RUNTIME / url) as wheel:
        modules = {name for name in wheel.namelist() if name.endswith(".py")}
    others = {name for name in modules if not name.startswith(("grader/", "metarl/"))}
    assert others < modules
    assert others == {name for name in paths.SHIPPED if name.endswith(".py")}
    assert "grader/__main__.py" not in modules
    assert not {"races", "reproductions"} & {name.split("/")[1] for name in modules}
    lock = json.loads(
        (pyodide_runtime.RUNTIME / table["files"][pyodide_runtime.LOCK]["url"]).read_text()
    )
    assert sorted(lock["packages"]) == ["meta-rl-workbook", "numpy"]
    assert lock["packages"]["meta-rl-workbook"]["depends"] == ["numpy"]


def test_what_a_verdict_needs_is_small() -> None:
    table = json.loads((pyodide_runtime.RUNTIME / "runtime.json").read_text())
    sizes = {
        stage: sum(table["files"][name]["size"] for name in names)
        for stage, names in table["stages"].items()
    }
    first = sizes["core"] + sizes["snapshot"]
    assert first <= 10.5e6
    assert first + sizes["later"] <= 13.5e6


def test_the_snapshot_holds_no_page_of_memory_that_is_there_without_it() -> None:
    table = json.loads((pyodide_runtime.RUNTIME / "runtime.json").read_text())
    image, listed = (
        (pyodide_runtime.RUNTIME / table["files"][name]["url"]).read_bytes()
        for name in (snapshot.IMAGE, snapshot.TABLE)
    )
    pages = json.loads(listed)["pages"]
    ranges = sorted(pages["written"] + pages["present"])
    assert all(begin < end and begin % 4096 == end % 4096 == 0 for begin, end in ranges)
    assert all(end <= begin for (_, end), (begin, _) in itertools.pairwise(ranges))
    memory = gzip.decompress(image)
    size = sum(end - begin for begin, end in pages["written"])
    content = np.frombuffer(memory, np.uint8)[-size:].reshape(-1, 4096)
    assert 0 < len(memory) - size < 4096  # Pyodide's header
    assert content.any(axis=1).all()
    assert sum(end - begin for begin, end in pages["present"]) > 4e6


def test_the_rest_holds_what_the_snapshot_lacks(tmp_path: Path) -> None:
    wheel = tmp_path / "numpy.whl"
    names = ["numpy/ma/core.py", "numpy/char.py", "numpy/tests/test_a.py", "numpy/a.so"]
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    rest = snapshot.rest_of((wheel,), {f"{snapshot.SITE}numpy/ma/core.pyc"})
    assert zipfile.ZipFile(io.BytesIO(rest)).namelist() == ["numpy/char.py"]
    assert rest == snapshot.rest_of((wheel,), {f"{snapshot.SITE}numpy/ma/core.pyc"})


def test_the_grader_is_in_the_snapshot_and_the_reference_implementations_come_later() -> None:
    table = json.loads((pyodide_runtime.RUNTIME / "runtime.json").read_text())
    assert snapshot.REST in table["stages"]["later"]
    url = table["files"][snapshot.REST]["url"]
    with zipfile.ZipFile(pyodide_runtime.RUNTIME / url) as rest:
        later = set(rest.namelist())
    wheel = {
        path.relative_to(paths.ROOT).as_posix()
        for path in pyodide_runtime.own_sources()
        if path.suffix == ".py"
    }
    left_out = ("metarl/reproductions/", "metarl/races/")
    metarl = {name for name in wheel if name.startswith("metarl/")}
    assert {name for name in metarl if not name.startswith(left_out)} == {
        name for name in later if name.startswith("metarl/")
    }
    assert {name for name in later if name.startswith("grader/")} == set()


def test_a_kept_snapshot_serves_until_its_inputs_are_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def is_done(stamp: Path, inputs: str) -> bool:
        asked.append(inputs)
        return True

    monkeypatch.setattr(snapshot, "is_done", is_done)
    wheel = next(pyodide_runtime.RUNTIME.glob("numpy-*.zip"))
    own = next(pyodide_runtime.RUNTIME.glob("meta_rl_*.zip"))
    files = snapshot.ensure(pyodide_runtime.CORE, wheel, own)
    assert {*files} == {snapshot.IMAGE, snapshot.LIBRARIES, snapshot.TABLE, snapshot.REST}
    snapshot.ensure(pyodide_runtime.CORE, wheel, own)
    snapshot.ensure(pyodide_runtime.CORE, wheel, own, "another Python")
    assert asked[0] == asked[1] != asked[2]


def test_equal_sources_give_an_equal_wheel(tmp_path: Path) -> None:
    wheels = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        wheels.append(pyodide_runtime.build_wheel(tmp_path / name).read_bytes())
    assert wheels[0] == wheels[1]
