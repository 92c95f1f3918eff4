"""Runs a Python module in a process group that ends when the parent does.

Usage: python dies-with-parent.py <folder to remove, or -> <module> [arguments]

The parent keeps the other end of standard input open for as long as it lives. A signal handler or
an exit hook in the parent would miss SIGKILL; the operating system closes a pipe however its owner
ends. The process must be the leader of its own group, because the whole group is killed.
"""

import os
import runpy
import shutil
import signal
import sys
import threading


def end_with_parent(folder):
    while os.read(0, 4096):
        pass
    if folder != "-":
        shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_parent, args=(sys.argv[1],), daemon=True).start()
sys.argv = sys.argv[2:]
# The script's own folder would otherwise come before the installed packages.
sys.path.pop(0)
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
