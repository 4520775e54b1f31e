/**
 * Makes the snapshot of a Python that has imported NumPy and the grader, and proves that it can be restored.
 *
 *   node tools/setup/snapshot.mjs CORE NUMPY_WHEEL OWN_WHEEL OUT
 *
 * CORE is the folder of Pyodide's own files. Writes OUT/image.bin (the memory that has to be written), OUT/snapshot.json
 * (libraries, handles, and which pages of the memory are written), OUT/libraries.bin, and OUT/imported.json (the files of
 * the wheels that are in the memory).
 */

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PAGE, linked, restored, sumOf } from "../../docs/assets/js/runtime/sandbox/python.js";

const [core, numpy, own, out] = process.argv.slice(2).map((part) => path.resolve(part));
const SITE = "/lib/python3.14/site-packages/";
const STDLIB = "/lib/python314.zip/";
const load = (/** @type {string} */ name) => import(pathToFileURL(path.join(core, name)).href);
const { loadPyodide } = await load("pyodide.mjs");
const { default: createModule } = await load("pyodide.asm.mjs");

/** Compiles, in a Python of its own, all that the snapshot may import: compiling leaves waste in the memory. */
async function compile() {
  const python = await loadPyodide({});
  for (const [name, file] of Object.entries({ numpy, own, stdlib: path.join(core, "python_stdlib.zip") })) {
    python.FS.writeFile(`/tmp/${name}.zip`, fs.readFileSync(file));
  }
  python.runPython(`
import os, py_compile, zipfile

def compiled(archive, prefix):
    "Compiled modules of an archive, without docstrings, which nobody reads in a page."
    with zipfile.ZipFile(f"/tmp/{archive}.zip") as files:
        for name in files.namelist():
            if name.endswith(".py") and "/tests/" not in name:
                source = files.extract(name, "/tmp")
                target = source + "c"
                py_compile.compile(source, target, prefix + name, True, 2, py_compile.PycInvalidationMode.UNCHECKED_HASH)
                yield name + "c", target

with zipfile.ZipFile("/tmp/compiled.zip", "w", zipfile.ZIP_STORED) as made:
    for name, file in compiled("stdlib", "${STDLIB}"):
        made.write(file, name)
packages = [pair for archive in ("numpy", "own") for pair in compiled(archive, "${SITE}")]
with zipfile.ZipFile("/tmp/numpy.zip") as files:
    libraries = sorted(name for name in files.namelist() if name.endswith(".so"))
    for name in libraries:
        files.extract(name, "/tmp")
`);
  const read = (/** @type {string} */ file) => python.FS.readFile(file);
  const names = (/** @type {string} */ variable) => python.globals.get(variable).toJs();
  return {
    stdlib: read("/tmp/compiled.zip"),
    packages: names("packages").map(([name, file]) => [SITE + name, read(file)]),
    libraries: names("libraries").map((name) => [SITE + name, read(`/tmp/${name}`)]),
  };
}

/** Fills with zeros what the allocator holds free: old content there would only be downloaded. */
function clearFreeMemory(Module) {
  const { _malloc, _free } = Module;
  const probe = 1 << 21;
  const first = _malloc(probe);
  const end = first + probe;
  _free(first);
  const taken = [];
  for (let size = probe; size >= 16; size /= 2) {
    for (let at = _malloc(size); ; at = _malloc(size)) {
      taken.push(at);
      if (at + size > end) break;
      Module.HEAPU8.fill(0, at, at + size);
    }
  }
  for (const at of taken) _free(at);
}

/**
 * @param {object} options
 * @param {Awaited<ReturnType<typeof compile>>} made
 * @param {import("../../docs/assets/js/runtime/sandbox/python.js").Libraries} libraries
 */
async function importAll(options, { packages, libraries: files }, libraries) {
  const python = await loadPyodide({ ...options, _makeSnapshot: true, createPyodideModule: linked(createModule, libraries) });
  const { FS, LDSO } = python._module;
  // the libraries are linked already: Python only has to find their names
  for (const [file, content] of [...packages, ...files.map(([file]) => [file, new Uint8Array()])]) {
    FS.mkdirTree(path.posix.dirname(file));
    FS.writeFile(file, content);
  }
  python.runPython(fs.readFileSync(new URL("./snapshot_imports.py", import.meta.url), "utf-8"));
  const imported = python.globals.get("imported");
  python.runPython("del imported");
  clearFreeMemory(python._module);
  const handles = Object.entries(LDSO.loadedLibsByHandle).map(([handle, { name }]) => [handle, name]);
  return { image: python.makeMemorySnapshot(), handles, imported: JSON.parse(imported) };
}

/**
 * @param {object} options
 * @param {import("../../docs/assets/js/runtime/sandbox/python.js").Libraries} libraries
 * @returns {Promise<Uint8Array>} the memory into which a start puts the snapshot
 */
async function memoryBefore(options, libraries) {
  const create = linked(createModule, libraries);
  return new Promise((resolve, reject) => {
    const createPyodideModule = async (/** @type {any} */ settings) => {
      const { HEAPU8 } = await create(settings);
      resolve(HEAPU8.slice());
      return new Promise(() => {}); // nothing else is wanted of it
    };
    loadPyodide({ ...options, _loadSnapshot: new Uint8Array(), createPyodideModule }).catch(reject);
  });
}

/**
 * @param {Uint8Array} memory to be restored
 * @param {Uint8Array} before
 * @returns {import("../../docs/assets/js/runtime/sandbox/python.js").Pages}
 */
function pagesOf(memory, before) {
  const [written, present] = /** @type {[number, number][][]} */ ([[], []]);
  const zero = Buffer.alloc(PAGE);
  for (let begin = 0; begin < memory.length; begin += PAGE) {
    const end = begin + PAGE;
    const page = Buffer.from(memory.subarray(begin, end));
    if (page.equals(zero)) continue;
    const ranges = page.equals(before.subarray(begin, end)) ? present : written;
    const last = ranges.at(-1);
    if (last?.[1] === begin) last[1] = end;
    else ranges.push([begin, end]);
  }
  return { written, present, sum: sumOf(before, present) };
}

const made = await compile();
const stdLibURL = path.join(out, "stdlib.zip");
fs.writeFileSync(stdLibURL, made.stdlib);
const libraries = made.libraries.map(([name, bytes]) => [name, new WebAssembly.Module(bytes)]);
const { image: whole, handles, imported } = await importAll({ stdLibURL }, made, libraries);
fs.unlinkSync(stdLibURL);

// what was saved must come to life again, without any of the files
fs.writeFileSync(stdLibURL, "");
const header = new Uint32Array(whole.buffer, whole.byteOffset, 2)[1];
const memory = whole.subarray(header);
const pages = pagesOf(memory, await memoryBefore({ stdLibURL }, libraries));
const content = pages.written.map(([begin, end]) => memory.subarray(begin, end));
const image = Buffer.concat([whole.subarray(0, header), ...content]);
const python = await restored(loadPyodide, createModule, {
  image: Promise.resolve(image),
  pages,
  libraries,
  handles,
  options: { stdLibURL },
});
const sum = python.runPython(`
import numpy as np
matrix = np.random.default_rng(0).standard_normal((4, 4))
assert np.allclose(np.linalg.inv(matrix) @ matrix, np.eye(4))
assert np.allclose(np.fft.ifft(np.fft.fft(matrix)), matrix)
from grader.json_requests import answer
answer('{"do": "fingerprint", "submission": "x = 1"}')
`);
if (!JSON.parse(sum).fingerprint) throw new Error(`the restored grader gave no fingerprint but ${sum}`);
fs.unlinkSync(stdLibURL);

fs.writeFileSync(path.join(out, "image.bin"), image);
fs.writeFileSync(path.join(out, "libraries.bin"), Buffer.concat(made.libraries.map(([, bytes]) => bytes)));
const sizes = made.libraries.map(([name, bytes]) => [name, bytes.length]);
fs.writeFileSync(path.join(out, "snapshot.json"), JSON.stringify({ libraries: sizes, handles, pages }));
fs.writeFileSync(path.join(out, "imported.json"), JSON.stringify(imported));
