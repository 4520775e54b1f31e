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
    # other processes, and ways to them
    "socket": 41, "connect": 42, "bind": 49, "clone": 56, "fork": 57, "vfork": 58, "execve": 59,
    "ptrace": 101, "setpgid": 109, "setsid": 112, "rt_sigqueueinfo": 129, "setpriority": 141,
    "sched_setparam": 142, "sched_setscheduler": 144, "tkill": 200, "sched_setaffinity": 203,
    "mq_open": 240, "ioprio_set": 251, "unshare": 272, "rt_tgsigqueueinfo": 297,
    "perf_event_open": 298, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311,
    "sched_setattr": 314, "memfd_create": 319, "bpf": 321, "execveat": 322, "userfaultfd": 323,
    "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435,
    "pidfd_getfd": 438, "shmget": 29, "semget": 64, "msgget": 68,
    # files: none is made, changed or taken away
    "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85,
    "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93,
    "lchown": 94, "utime": 132, "mknod": 133, "pivot_root": 155, "chroot": 161, "mount": 165,
    "umount2": 166, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197,
    "lremovexattr": 198, "fremovexattr": 199, "utimes": 235, "mq_unlink": 241, "mkdirat": 258,
    "mknodat": 259, "fchownat": 260, "futimesat": 261, "unlinkat": 263, "renameat": 264,
    "linkat": 265, "symlinkat": 266, "fchmodat": 268, "utimensat": 280, "fallocate": 285,
    "open_by_handle_at": 304, "renameat2": 316, "openat2": 437, "fchmodat2": 452,
}  # fmt: skip
_OPENING = {"open": (2, 1), "openat": (257, 2)}  # with the place of the flags among the arguments
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_TO_ITSELF = {"kill": 62, "tgkill": 234}  # allowed where their first argument is this process
_X86_64 = 0xC000003E  # AUDIT_ARCH_X86_64
_OTHER_NUMBERS = 0x40000000  # from here on they are those of the x32 form
_LOAD, _IS, _IS_AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16  # places in what the filter is given
_ARGUMENT = 8  # bytes
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_SET_DEATH_SIGNAL, _SET_DUMPABLE, _SIGKILL = 1, 4, 9

Step = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def limit_system_calls() -> bool:
    """Refuse this process what starts others, signals to them, changes files, or leads out of it;
    for good.

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
    for number, place in _OPENING.values():
        steps += [
            (_IS, 0, 4, number),
            (_LOAD, 0, 0, _FIRST + _ARGUMENT * place),
            (_HAS, 0, 1, _WRITING),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    for number in _TO_ITSELF.values():
        steps += [
            (_IS, 0, 4, number),
            (_LOAD, 0, 0, _FIRST),
            (_IS, 1, 0, own),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]
