"""A batch coded in a process of its own, so that no page can take a worker down.

The coder is made to bear any bytes, and its own limits turn what it cannot bear into rejects. This is the belt to those braces: a
cluster's job of a day must not fail on one page of a billion. The child is a fork, so it shares the batch, the model and the codebook;
a fork a batch of some hundred pages costs a thousandth of the work. When the child dies or takes too long, the batch is coded again
page by page, and the page that did it becomes a reject.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import time
from typing import Callable

import pyarrow

#: Codes a batch and gives the records of its pages.
Coder = Callable[[pyarrow.RecordBatch], pyarrow.Table]
#: The reject record of a batch of one page, and why.
Rejecter = Callable[[pyarrow.RecordBatch, str], pyarrow.Table]

PAGE_SECONDS = 60.0
SPARE_BYTES = 1 << 30
_PR_SET_PDEATHSIG = 1


def guarded(coder: Coder, reject: Rejecter, batch: pyarrow.RecordBatch, page_seconds: float = PAGE_SECONDS) -> list[pyarrow.Table]:
    """The records of a batch, whatever its pages do: one table, or one a page where some page stopped the coder."""
    table, why = _in_child(coder, batch, page_seconds + 0.5 * batch.num_rows)
    if table is not None:
        return [table]
    if batch.num_rows == 1:
        return [reject(batch, why)]
    tables = []
    for row in range(batch.num_rows):
        page = batch.slice(row, 1)
        table, why = _in_child(coder, page, page_seconds)
        tables.append(table if table is not None else reject(page, why))
    return tables


def _in_child(coder: Coder, batch: pyarrow.RecordBatch, seconds: float) -> tuple[pyarrow.Table | None, str]:
    read, write = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            _live_no_longer_than(parent)
            _limit_memory()
            table = coder(batch)
            with os.fdopen(write, 'wb') as out, pyarrow.ipc.new_stream(out, table.schema) as stream:
                stream.write_table(table)
            os._exit(0)
        except MemoryError:
            os._exit(2)
        except BaseException:  # an error of our own making is the worker's to show: it codes the batch itself
            os._exit(3)
    os.close(write)
    data, in_time = _read_all(read, seconds)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not in_time:
        return None, f'the coder took longer than {seconds:.0f} seconds on this page'
    if status < 0:
        return None, f'the coder was stopped on this page by signal {-status}'
    if status == 2:
        return None, 'the coder had not enough memory for this page'
    if status != 0:
        return coder(batch), ''
    with pyarrow.ipc.open_stream(data) as stream:
        return stream.read_all(), ''


def _read_all(read: int, seconds: float) -> tuple[bytes, bool]:
    end = time.monotonic() + seconds
    parts = []
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([read], [], [], left)[0]:
                return b'', False
            part = os.read(read, 1 << 20)
            if not part:
                return b''.join(parts), True
            parts.append(part)
    finally:
        os.close(read)


def _live_no_longer_than(parent: int) -> None:
    """A killed worker leaves no child behind."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)


def _limit_memory() -> None:
    with open('/proc/self/statm', encoding='ascii') as file:
        pages = int(file.read().split()[0])
    limit = pages * os.sysconf('SC_PAGE_SIZE') + SPARE_BYTES
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
