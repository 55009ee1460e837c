"""Where `dudao` begins: Ctrl-C while the program is still loading ends it at once and without a word."""

import signal


def main() -> int:
    """Run `dudao` on the arguments of the process; the exit code is one of `cli.exits.ExitCode`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Only now, because loading everything takes about a second.
    from cli.main import main as run

    return run()
