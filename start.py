"""Gets Dalil going on a bare machine: Python 3.11 or newer with pip is all it needs.

    python3 start.py demo          installs Dalil into ./.venv and runs `dalil demo`
    python3 start.py test          installs what the tests need, too, and runs them

Further arguments go to `dalil demo` or pytest; any other command of `dalil` works the same way.
Nothing outside this folder is changed. This file uses the standard library alone, because it
runs before anything is installed.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FOLDER = ROOT / ".venv"
SCRIPTS = FOLDER / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Install what the command needs and run it; returns its exit code."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(__doc__)
        return 0 if arguments else 2
    if sys.version_info < OLDEST:
        print(f"Dalil needs Python 3.11 or newer; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    command, *rest = arguments
    install("test" if command == "test" else "")
    if command == "test":
        say("    Search servers to test with: fetching what is not kept, a minute or two the first time")
        subprocess.run([str(PYTHON), "-m", "servers", "fetch"], cwd=ROOT, check=False)
    program = [str(PYTHON), "-m", "pytest"] if command == "test" else [str(SCRIPTS / "dalil"), command]
    say(f"3/3 Running {' '.join([Path(program[0]).name, *program[1:], *rest])}")
    return subprocess.run([*program, *rest], cwd=ROOT, check=False).returncode


def install(extra: str) -> None:
    """Install Dalil and the packages of `extra` into .venv, unless that was done before."""
    wanted = fingerprint()
    if any(stamp.is_file() and stamp.read_text() == wanted for stamp in stamps(extra)):
        say(f"1/3 {FOLDER} is ready")
        say("2/3 Nothing to install")
        return
    say(f"1/3 Making a virtual environment of its own in {FOLDER}")
    if not PYTHON.exists():
        # Without pip: some systems ship Python without the part that would put it in.
        venv.create(FOLDER, with_pip=False, symlinks=os.name != "nt")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    say(f"2/3 Installing Dalil{' and what its tests need' if extra else ''}: a minute or two the first time")
    # The Python below an active environment: ours is made without pip.
    pip = [
        getattr(sys, "_base_executable", sys.executable),
        "-m",
        "pip",
        "--python",
        str(PYTHON),
        "--disable-pip-version-check",
    ]
    done = subprocess.run([*pip, "install", "--quiet", "--editable", target], check=False)
    if done.returncode:
        sys.exit("The installation failed; pip says above why.")
    stamps(extra)[0].write_text(wanted)


def stamps(extra: str) -> list[Path]:
    """Files that tell what is installed; what the tests need has Dalil in it."""
    return [FOLDER / f"installed-{name}" for name in dict.fromkeys([extra or "dalil", "test"])]


def fingerprint() -> str:
    """What must stay the same for an installation to be current."""
    facts = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(facts).hexdigest()


def say(text: str) -> None:
    """Tell the user what happens now."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
