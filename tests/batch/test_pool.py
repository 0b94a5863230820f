import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.batch.pool import AHEAD, Pool
from auditor.batch.tasks import Ready, cores


def square(number: int) -> int:
    """Negative numbers kill their worker; a little waiting mixes up the order in which results come."""
    if number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep((number % 3) / 1000)
    return number * number


def lost(_number: int) -> int:
    return -1


def test_results_come_in_order() -> None:
    numbers = list(range(60))
    assert list(Pool(square, 3, lost).map(numbers)) == [each * each for each in numbers]


def test_known_results_keep_their_place() -> None:
    tasks: list[int | Ready[int]] = [1, Ready(100), 2, Ready(200), Ready(300), 3]
    assert list(Pool(square, 2, lost).map(tasks)) == [1, 100, 4, 200, 300, 9]


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_worker_costs_its_task_only(seed: int) -> None:
    numbers = list(range(1, 40))
    for place in random.Random(seed).sample(range(len(numbers)), 4):
        numbers[place] = -numbers[place]
    assert list(Pool(square, 2, lost).map(numbers)) == [each * each if each > 0 else -1 for each in numbers]


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = Pool(square, 2, lost).map(tasks())
    for _ in range(10):
        next(results)
    assert taken <= 10 + 2 * (2 * AHEAD + 2)
    results.close()  # type: ignore[attr-defined]


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(Pool(reciprocal, 2, lost).map([1, 0, 2]))


def reciprocal(number: int) -> int:
    return 1 // number


def test_there_is_a_core() -> None:
    assert cores() >= 1


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(0, 50), max_size=12))
def test_any_tasks(numbers: list[int]) -> None:
    assert list(Pool(square, 2, lost).map(numbers)) == [each * each for each in numbers]
