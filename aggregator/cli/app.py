"""Puts the subcommands together and turns every error into one clear line and an exit code."""

import os
import signal
import sys
import traceback

import typer
from typer.exceptions import TyperException

from aggregator.cli import alerts, crawling, exchanging, indexing, searching
from aggregator.cli.output import stderr
from aggregator.errors import DalilError

TRACEBACK = "DALIL_TRACEBACK"
"""Set this variable to see where an unexpected error came from."""

INTERRUPTED = 130
"""What shells expect of a command that Ctrl-C ended."""

INTERRUPTION = "interrupted; what was stored so far is kept"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Dalil (دليل): one search over the Arab freelance marketplaces.",
)
for commands in (crawling, searching, exchanging):
    for command in commands.COMMANDS:
        app.command(command.__name__.rstrip("_"))(command)
app.add_typer(indexing.app, name="index")
app.add_typer(alerts.app, name="alerts")


def main() -> None:
    """Run one command; exit 2 for bad use or bad input, 1 for a failed run, 130 when interrupted."""
    interrupts: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, interrupt)
    code = run(sys.argv[1:])
    if interrupts and code == 1:
        # Raised where Python swallows exceptions, in a finaliser or a callback, it was lost on its way.
        _complain(INTERRUPTION)
        code = INTERRUPTED
    sys.exit(code)


def _end(number: int, _frame: object) -> None:
    """End in order when asked to: workers and the replay must not outlive the command."""
    sys.exit(128 + number)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = int(app(arguments, standalone_mode=False) or 0)
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001  a user gets one line, never a traceback
        return _explain(error)
    if code == INTERRUPTED:
        _complain(INTERRUPTION)
    return code


def _explain(error: BaseException) -> int:
    """Say what happened in one line and return the exit code that belongs to it."""
    match error:
        case TyperException():
            _complain(error.format_message())
        case DalilError():
            _complain(str(error))
        case KeyboardInterrupt() | typer.Abort():
            _complain(INTERRUPTION)
            return INTERRUPTED
        case BrokenPipeError():
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: say no more
            return 0
        case _:
            if os.environ.get(TRACEBACK):
                traceback.print_exception(error)
            _complain(f"unexpected {type(error).__name__}: {error} (set {TRACEBACK}=1 to see where)")
    return int(getattr(error, "exit_code", 1))


def _complain(text: str) -> None:
    if text:  # the help page that answers a lone `dalil` is an error without words
        stderr.print(f"dalil: {' '.join(text.split())}", style="red", markup=False, soft_wrap=True)
