"""Run a module as a child process that ends with its parent, however that ends.

    python -m worker.commands.demo.tethered MODULE ARGUMENT…

The parent holds the other end of this process's standard input and never writes to it. When the parent closes it,
or is killed, the read below returns: the process is told to stop as by an orchestrator, and after a while ends.
"""

import os
import runpy
import signal
import sys
import threading
import time

SECONDS_TO_STOP = 3.0


def main(module: str, *arguments: str) -> None:
    """Run `module` as a program with `arguments`."""
    threading.Thread(target=_stop_when_parent_is_gone, daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _stop_when_parent_is_gone() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
