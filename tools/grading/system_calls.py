"""What the system itself refuses to a submission's process, whatever its Python tries.

An audit hook lives in the process that it watches; this does not. A filter of system calls
(seccomp, see the kernel's ``seccomp_filter.rst``) cannot be taken off again, and needs no rights.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from contextlib import suppress
from typing import Any

# Imported before the import gate takes it from a submission, and from whoever imports it later.
resource: Any = None
with suppress(ImportError):  # not every system has it
    import resource

# Numbers of x86_64 (the kernel's ``syscall_64.tbl``); elsewhere there is no filter.
_REFUSED = {
    "socket": 41, "connect": 42, "bind": 49, "clone": 56, "fork": 57, "vfork": 58, "execve": 59,
    "ptrace": 101, "setpgid": 109, "setsid": 112, "rt_sigqueueinfo": 129, "mknod": 133,
    "mount": 165, "mknodat": 259,
    "tkill": 200, "unshare": 272, "rt_tgsigqueueinfo": 297, "perf_event_open": 298, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "memfd_create": 319, "bpf": 321,
    "execveat": 322, "userfaultfd": 323, "pidfd_send_signal": 424, "io_uring_setup": 425,
    "clone3": 435,
}  # fmt: skip
_TO_ITSELF = {"kill": 62, "tgkill": 234}  # allowed where their first argument is this process
_X86_64 = 0xC000003E  # AUDIT_ARCH_X86_64
_OTHER_NUMBERS = 0x40000000  # from here on they are those of the x32 form
_LOAD, _IS, _IS_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16  # places in what the filter is given
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_SET_DEATH_SIGNAL, _SET_DUMPABLE, _SIGKILL = 1, 4, 9

Step = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def limit_system_calls() -> bool:
    """Refuse this process what starts others, signals to them, or leads out of it; for good.

    Returns:
        Whether the system does so.
    """
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    packed = b"".join(struct.pack("HBBI", *step) for step in _steps(os.getpid()))
    steps = ctypes.create_string_buffer(packed, len(packed))
    program = _Program(len(packed) // 8, ctypes.addressof(steps))
    control = ctypes.CDLL(None).prctl
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not control(_SET_SECCOMP, _FILTER, ctypes.byref(program))


def hide_memory() -> None:
    """Let no other process read or write this one's memory, nor the forks that it makes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def end_with_parent() -> None:
    """Have the system kill this process when the thread that started it has ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, _SIGKILL, 0, 0, 0)


def limit_resources() -> None:
    """No further process, no byte in any file, no core dump."""
    with suppress(AttributeError, OSError, ValueError):
        for limit in (resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            resource.setrlimit(limit, (0, 0))


def _steps(own: int) -> list[Step]:
    """The filter: each number that is refused is looked for in turn."""
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IS, 1, 0, _X86_64),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IS_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        (_RETURN, 0, 0, _KILL),
    ]
    for number in _REFUSED.values():
        steps += [(_IS, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number in _TO_ITSELF.values():
        steps += [
            (_IS, 0, 4, number),
            (_LOAD, 0, 0, _FIRST),
            (_IS, 1, 0, own),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]
