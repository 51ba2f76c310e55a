"""The pool: a pure function over many items, on as many processors as there are."""

import gc
import os
import pickle
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from hubgen.errors import HubgenError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 400
"""Pages for which starting a process pays: below this, one is as quick."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], jobs: int, *, each: int = 1
) -> list[Result]:
    """Return what `work` makes of each share of the items, a share for each job.

    The shares are dealt like cards, so that none has all the large items; which share an item is
    in depends on its place and on `jobs` alone. Each share but the first is worked on in a forked
    process, which knows all that this one knows; only results are sent back. It ends when this one
    does, however that dies, and lets go of the locks that it has from here. Where there is no
    fork, or too little to do, this process does it all; `each` item is as much work as so many
    pages.

    Raises what `work` raises in this process; from another, the same `HubgenError`, or a
    `RuntimeError` that tells of the error there.
    """
    if jobs < 2 or len(items) * each < FEWEST:
        return [work(items)]
    # Imported here, as it takes longer to load than to do a little.
    import multiprocessing

    if "fork" not in multiprocessing.get_all_start_methods():
        return [work(items)]
    shares = [items[number::jobs] for number in range(jobs)]
    context = multiprocessing.get_context("fork")
    # Objects that are never collected are not written to, so that the processes share them.
    was_frozen = gc.get_freeze_count() > 0
    gc.freeze()
    others = []
    lives, life = os.pipe()  # nobody writes to it: who reads it hears that this process ended
    try:
        for share in shares[1:]:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(work, share, theirs, (lives, life)))
            process.start()
            theirs.close()
            others.append((process, ours))
        results = [work(shares[0])]
        results += [_received(ours) for _, ours in others]
    except BaseException:  # on Ctrl-C too, no process is left behind
        for process, _ in others:
            process.terminate()
        raise
    finally:
        for process, ours in others:
            ours.close()
            process.join()
        os.close(life)
        os.close(lives)
        if not was_frozen:  # whoever froze them before, thaws them
            gc.unfreeze()
    return results


def _work(
    work: Callable[[Sequence[Item]], Result],
    share: Sequence[Item],
    answer: "Connection",
    pipe: tuple[int, int],
) -> None:
    """Do a share in a forked process, and send the result or the error."""
    import threading

    lives, life = pipe
    os.close(life)
    threading.Thread(target=_end_with, args=(lives,), daemon=True).start()
    try:
        answer.send_bytes(pickle.dumps((True, work(share))))
    except HubgenError as error:
        answer.send_bytes(pickle.dumps((False, error)))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the other side must hear of it
        answer.send_bytes(pickle.dumps((False, RuntimeError(_told(error)))))
    finally:
        answer.close()


def _end_with(lives: int) -> None:
    """End this process when the one that forked it is gone.

    Nobody waits for the result any more, but this process may work on for minutes, or for ever
    wait for somebody to read what it sends.
    """
    os.read(lives, 1)
    os._exit(1)


def _told(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_exception(error))


def _received(answer: "Connection") -> Result:  # type: ignore[type-var] # the type of its sender
    """Return a result, or raise the error that came in its place."""
    try:
        done, value = pickle.loads(answer.recv_bytes())  # our own process wrote it
    except EOFError as error:
        raise RuntimeError("a process that helped with the build was killed") from error
    if done:
        return value  # type: ignore[no-any-return] # pickle does not know types
    raise value
