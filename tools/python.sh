#!/bin/sh
# Run the arguments with a Python that the workbook can use (3.12 or newer, CPython, with venv).
# Every candidate is tried by running it: a name on PATH may be a shim that refuses to start.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

probe='import sys, sysconfig
if sys.version_info < (3, 12) or sys.implementation.name != "cpython": sys.exit(3)
if sysconfig.get_config_var("Py_GIL_DISABLED"): sys.exit(3)
try: import ensurepip, ssl, venv
except ImportError: sys.exit(4)
sys.exit(0 if sys.version_info < (3, 15) else 5)'

without_venv='' # new enough, but Debian has split venv off
too_new=''      # may work, though nothing was tested with it: the last resort

try() {
    command -v "$1" >/dev/null 2>&1 || return 1
    "$1" -c "$probe" >/dev/null 2>&1 </dev/null
    case $? in
        0) return 0 ;;
        4) without_venv=${without_venv:-$1} ;;
        5) too_new=${too_new:-$1} ;;
    esac
    return 1
}

candidates() {
    echo python3 python
    for minor in 13 12 14; do
        echo "python3.$minor" "/usr/local/bin/python3.$minor" "/opt/homebrew/bin/python3.$minor"
        for store in "${PYENV_ROOT:-$HOME/.pyenv}/versions" "$HOME/.pyenv/versions" \
            "$HOME/.local/share/uv/python" /opt/python; do
            for found in "$store/"3."$minor"*/bin/python3 \
                "$store/"cpython-3."$minor"*/bin/python3 "$store/"cp3"$minor"-*/bin/python3; do
                [ -x "$found" ] && echo "$found"
            done
        done
        echo "/Library/Frameworks/Python.framework/Versions/3.$minor/bin/python3"
    done
    echo "/opt/homebrew/bin/python3" "/usr/local/bin/python3" "/usr/bin/python3"
}

HOME=${HOME:-/nonexistent}
python=$root/.venv/bin/python
if ! try "$python"; then
    python=''
    # a folder name with a space would be split here; no Python above lives in one
    for candidate in $(candidates); do
        if try "$candidate"; then
            python=$candidate
            break
        fi
    done
fi
python=${python:-$too_new}
if [ -n "$python" ]; then
    exec "$python" "$@"
fi
if [ -n "$without_venv" ]; then
    echo "error: $without_venv is new enough but has no venv; on Debian and Ubuntu: apt install python3-venv" >&2
else
    echo "error: Python 3.12, 3.13 or 3.14 is needed and none was found; get it with your system's packages, 'pyenv install 3.13' or from python.org" >&2
fi
exit 1
