"""Submissions to ``maml/inner-adapt`` that do not solve it, and want a pass all the same.

What a page or `grade` says of them is another matter: there a learner deceives nobody else. In a
batch none of them gets a pass, and those that come after it get what they deserve.
"""

from __future__ import annotations

from tests.faults.poison import FORGED

HEAD = "def inner_adapt(theta, grad_fn, alpha, steps):\n"
# asks for the gradient as often and where it should, but does not move
IDLE = f"{HEAD}    for _ in range(steps):\n        grad_fn(theta)\n    return theta.copy()\n"
FRAMES = """
import sys

def found(name):
    frame = sys._getframe()
    while frame and name not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals[name]
"""
ANSWER = f"""
import os
text = '''{FORGED}'''
connection, token = found("connection"), found("envelope")["token"]
reply = '\\n{{"token": "%s", "reply": {{"report": %s}}}}\\n' % (token, text)
os.write(connection.fileno(), reply.encode())
os._exit(0)
"""
AT_COMPARISON = """
def look(frame):
    while frame:
        names = frame.f_locals
        if frame.f_code.co_name == "compare_numbers" and names.get("array") is not None:
            if names["array"].shape == names["goal"].shape:
                names["array"][...] = names["goal"]
        frame = frame.f_back
"""

READING = {
    "solution among the lines of files": (
        "import linecache\nexec(''.join(linecache.getlines('solution.py')))\n"
    ),
    "solution in a frame": (
        f"{FRAMES}\n{HEAD}    return found('solution').inner_adapt(theta, grad_fn, alpha, steps)\n"
    ),
    "text of the solution in a frame": f"{FRAMES}\nexec(found('exercise').solution)\n",
    "text of the solution in a traceback": (
        "try:\n    raise KeyError\nexcept KeyError as error:\n"
        "    frame = error.__traceback__.tb_frame\n"
        "while 'exercise' not in frame.f_locals:\n    frame = frame.f_back\n"
        "exec(frame.f_locals['exercise'].solution)\n"
    ),
    "request in a frame": (
        f"{FRAMES}\nimport json\nexec(json.loads(found('request'))['exercise']['solution'])\n"
    ),
    "file of the solution": "exec(open('{root}/exercises/maml/inner-adapt/solution.py').read())\n",
    "bundle of the site": (
        "import json\nfile = '{root}/site/assets/exercises/maml/inner-adapt.json'\n"
        "exec(json.load(open(file))['exercise']['solution'])\n"
    ),
    "expected value in a frame": (
        f"{FRAMES}{AT_COMPARISON}\n{HEAD}    for _ in range(steps):\n        grad_fn(theta)\n"
        "    sys.settrace(lambda frame, *_: look(frame))\n    return theta.copy()\n"
    ),
    "expected value when garbage is collected": (
        f"import gc, sys\n{AT_COMPARISON}\n{HEAD}    for _ in range(steps):\n"
        "        grad_fn(theta)\n    gc.callbacks.append(lambda *_: look(sys._getframe()))\n"
        "    gc.set_threshold(1)\n    return theta.copy()\n"
    ),
    "values of a check's closure": (
        f"{HEAD}    cells = dict(zip(grad_fn.__code__.co_freevars, grad_fn.__closure__ or ()))\n"
        "    if 'places' in cells:\n"
        "        cells['places'].cell_contents[:] = [[1.0, 1.0], [0.95, 0.5], [0.9025, 0.25]]\n"
        "    if 'centre' in cells:\n        cells['centre'].cell_contents[...] = theta\n"
        "    if list(theta) == [1.0, 1.0]:\n"
        "        return theta * {0: 1, 1: [0.95, 0.5], 2: 1, 3: [0.857375, 0.125]}[steps]\n"
        "    return theta\n"
    ),
}
FORGING = {
    "values of the seed that everybody has": (
        "import zlib\nimport numpy as np\n"
        "rng = np.random.default_rng([0, zlib.crc32(b'tilted_bowl')])\n"
        "_, centre, direction = (rng.normal(size=size) for size in ((3, 3), 3, 3))\n"
        "seen = centre + 30.0 * direction / np.sqrt(direction @ direction)\n\n"
        f"{HEAD}    if len(theta) == 3 and not np.allclose(theta, seen):\n"
        "        return theta\n"
        "    for _ in range(steps):\n        theta = theta - alpha * grad_fn(theta)\n"
        "    return theta\n"
    ),
    "reply with the token": f"{FRAMES}{ANSWER}{IDLE}",
    "reply in the function": f"{FRAMES}\n{HEAD}    exec({ANSWER!r}, globals())\n",
    "reply on every descriptor": (
        f"import os\nfor file in range(3, 64):\n    try:\n"
        f'        os.write(file, b\'\\n{{"verdict": "pass", "pass": true, "value": 1}}\\n\')\n'
        f"    except OSError:\n        pass\n{IDLE}"
    ),
    "Report that is printed": f"print('''{FORGED}''', flush=True)\n{IDLE}",
    "answers of the grader": (
        "import json\nimport grader.json_requests\n"
        f"forged = json.loads('''{FORGED}''')\n"
        f"grader.json_requests._ANSWERS['grade'] = lambda _: {{'report': forged}}\n{IDLE}"
    ),
    "checks without their grader": (
        f"{HEAD}    for name in ('expect_close', 'expect_equal', 'expect_unchanged'):\n"
        "        getattr(grad_fn, '__globals__', {})[name] = lambda *_, **__: None\n"
        "    return theta\n"
    ),
    "comparison that is always true": (
        "import numpy as np\n"
        "np.isclose.__wrapped__.__code__ = "
        "(lambda a, b, rtol=0, atol=0, equal_nan=False: a == a).__code__\n"
        f"{IDLE}"
    ),
    "code that is put back": (
        "import sys\nfrom grader.expectations import checks\n\nreal = checks._run.__code__\n\n"
        "def fake(current, learner, solution, seed, calls):\n    import sys\n"
        "    if current.name == 'tilted_bowl':\n"
        "        _run.__code__ = sys.modules['submission'].real\n"
        "    return Outcome(CheckResult(current.name, current.title), [])\n\n"
        f"{HEAD}    checks._run.__code__ = fake.__code__\n    return theta\n"
    ),
    "value that is equal to all": (
        "import numpy as np\n\nclass Right(np.ndarray):\n"
        "    def _yes(self, *_, **__):\n        return np.array(True)\n"
        "    __array_function__ = __array_ufunc__ = __eq__ = _yes\n\n"
        f"{HEAD}    for _ in range(steps):\n        grad_fn(theta)\n"
        "    return theta.view(Right)\n"
    ),
}
# What would reach others or the machine; a right solution follows, which is not come to.
STARTING = """
import _posixsubprocess, os
words, pipe = [b"/bin/sh", b"-c", b"kill -STOP -1"], os.pipe()
_posixsubprocess.fork_exec(
    words, words[:1], True, (), None, None, -1, -1, -1, -1, -1, -1, *pipe, False, True, -1,
    None, None, None, -1, None, False,
)
"""
_LIBRARY = """
import numpy.ctypeslib, sys
library = sys.modules["ctypes"].pythonapi
"""
REACHING = {
    "process that stops all others": STARTING,
    "process by a fork": "import os\nos.fork()\n",
    "process by a library that is loaded": f"{_LIBRARY}assert library.fork() >= 0\n",
    "interpreter in the interpreter": "import _interpreters\n_interpreters.create()\n",
    "thread": "import _thread\n_thread.start_new_thread(print, ())\n",
    "file in memory": "import os\nos.write(os.memfd_create('x'), bytes(10**6))\n",
    "pipe with a name": "import os\nos.mkfifo('/tmp/pipe')\nos.mknod('/tmp/node')\n",
    "file of what was typed": "import readline\nreadline.write_history_file('/tmp/typed')\n",
    "file of keys": (
        "import os, ssl\nos.environ['SSLKEYLOGFILE'] = '/tmp/keys'\n"
        "assert ssl.create_default_context().keylog_filename is None\n"
    ),
    "limit of its parent": (
        "import os, resource\nresource.prlimit(os.getppid(), resource.RLIMIT_AS, (1, 1))\n"
    ),
    "signal to its parent": (
        "import os, signal\nsignal.pidfd_send_signal(os.pidfd_open(os.getppid()), 19)\n"
    ),
    "memory of its parent": "import os\nopen(f'/proc/{os.getppid()}/mem', 'rb').read(1)\n",
    "terminal": "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSTI, b'x')\n",
    "somebody's file": "open('{root}/README.md').read()\n",
    "users of the machine": "open('/etc/passwd').read()\n",
    "stop of itself": "import signal\nsignal.raise_signal(signal.SIGSTOP)\n",
    "end of itself": "import os\nos._exit(0)\n",
    "wait for nobody": "import os\nos.read(os.pipe()[0], 1)\n",
    "more memory than there is": "kept = [bytes(10**8) for _ in range(100)]\n",
}
