"""The pool: the same results on any number of processors, and errors that are not lost."""

import gc
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hubgen.errors import ContentError, Problem, Unreadable
from hubgen.pool import FEWEST, processors, spread

MANY = range(FEWEST)
WRONG = Problem(path="a", line=3, code="bad-date", values=(("value", "x"),))


def total(share: Sequence[int]) -> int:
    """Return the sum of a share."""
    return sum(share)


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
def test_every_item_is_worked_on_once(jobs: int) -> None:
    """Whatever the number of processes, all results together are the same."""
    assert sum(spread(total, MANY, jobs)) == sum(MANY)
    shares = spread(list, MANY, jobs)
    assert (len(shares), sorted(one for share in shares for one in share)) == (jobs, list(MANY))


def test_which_share_an_item_is_in_hangs_on_its_place_alone() -> None:
    """Dealt like cards, so that none has all the large ones."""
    assert spread(list, MANY, 2) == [list(MANY[0::2]), list(MANY[1::2])]


def test_a_little_work_is_done_here() -> None:
    """Below the number for which a process pays, and with one job, nothing is started."""
    for items, jobs in ((MANY[:-1], 8), (MANY, 1), (MANY, 0), (range(0), 4)):
        assert spread(lambda _: os.getpid(), items, jobs) == [os.getpid()]


def test_much_work_is_done_in_other_processes() -> None:
    """Each share but the first in one of its own."""
    assert len(set(spread(lambda _: os.getpid(), MANY, 3))) == 3


def test_a_few_large_items_are_shared() -> None:
    """What counts is how much work they are together."""
    items = MANY[: FEWEST // 8]
    assert len(set(spread(lambda _: os.getpid(), items, 2))) == 1
    assert len(set(spread(lambda _: os.getpid(), items, 2, each=8))) == 2


@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_problem_is_raised_as_itself_from_any_process(where: int) -> None:
    """What content is wrong is not lost on the way."""

    def work(share: Sequence[int]) -> None:
        if share[0] == where:
            raise ContentError([WRONG])

    with pytest.raises(ContentError) as caught:
        spread(work, MANY, 3)
    assert caught.value.problems == (WRONG,)


def test_a_value_that_is_unreadable_is_raised_as_itself() -> None:
    """With its code and its values."""

    def work(share: Sequence[int]) -> None:
        if share[0] == 1:
            raise Unreadable("bad-date", value="x")

    with pytest.raises(Unreadable) as caught:
        spread(work, MANY, 2)
    assert (caught.value.code, caught.value.values) == ("bad-date", {"value": "x"})


def test_an_error_of_the_program_is_told_of() -> None:
    """Its own words and where it was are in what is raised here."""

    def work(share: Sequence[int]) -> float:
        return 1 / (share[0] - 1)

    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        spread(work, MANY, 2)


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    """And not a build that waits for ever."""
    with pytest.raises(RuntimeError, match=r"pickle|Pickling|local object"):
        spread(lambda _: lambda: 0, MANY, 2)


def test_a_process_that_is_killed_is_an_error() -> None:
    """As when the computer has no memory left."""

    def work(share: Sequence[int]) -> None:
        if share[0] == 1:
            os._exit(9)

    with pytest.raises(RuntimeError, match="killed"):
        spread(work, MANY, 2)


def test_no_process_is_left_behind_by_an_error_here() -> None:
    """The others are ended when this one fails."""

    def work(share: Sequence[int]) -> None:
        if share[0] == 0:
            raise KeyboardInterrupt
        while True:
            pass

    with pytest.raises(KeyboardInterrupt):
        spread(work, MANY, 2)


ORPHANED = """
import os, sys, time
from hubgen import pool
def work(share):
    if share[0] == 1:
        print(os.getpid(), flush=True)
        {does}
        return b"x" * 1_000_000
    time.sleep(60)
pool.spread(work, range(pool.FEWEST), 2)
"""


@pytest.mark.parametrize("does", ["pass", "time.sleep(60)", "while True: pass"])
def test_08_no_process_is_left_behind_when_this_one_is_killed(does: str) -> None:
    """Neither one that waits for somebody to read its result, nor one that is at work.

    It would have the lock of the published folder for as long, so that nobody can build.
    """
    with subprocess.Popen(
        [sys.executable, "-c", ORPHANED.format(does=does)], stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.3)  # for its result to fill the pipe
        parent.kill()
    until = time.monotonic() + 20
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)


def is_alive(process: int) -> bool:
    """Tell whether a process still runs."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"  # dead, and nobody asked how it ended yet


def test_a_large_result_is_sent_whole() -> None:
    """Larger than what a pipe holds at once."""
    results = spread(lambda share: b"x" * 5_000_000 + bytes(share[0]), MANY, 3)
    assert [len(one) for one in results] == [5_000_000, 5_000_001, 5_000_002]


@pytest.mark.parametrize("was_frozen", [True, False])
def test_what_was_left_alone_before_still_is(was_frozen: bool) -> None:
    """Objects through which the collector does not go are thawed by whoever froze them."""
    if was_frozen:
        gc.freeze()
    try:
        spread(len, range(2 * FEWEST), 2)
        assert (gc.get_freeze_count() > 0) == was_frozen
    finally:
        gc.unfreeze()


def test_where_there_is_no_fork_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert spread(total, MANY, 4) == [sum(MANY)]


def test_there_is_a_processor() -> None:
    """At least the one that this runs on."""
    assert processors() >= 1
