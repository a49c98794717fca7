"""Threads, processes and signals."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import enregard as er
import pytest


def first_pair(aligner: er.Aligner) -> tuple[str, ...]:
    return tuple(aligner.align("Il pleut. Je lis.", "It rains. I read.")[0])


def test_an_aligner_is_picklable_with_its_languages() -> None:
    back = pickle.loads(pickle.dumps(er.Aligner(src_lang="en", tgt_lang="fr")))
    assert (back.src_lang, back.tgt_lang) == ("en", "fr")
    assert back.align("It rains. I read.", "Il pleut. Je lis.")[1].src == "I read."


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_works_though_its_parent_has_worked(method: str) -> None:
    aligner = er.Aligner()
    expected = first_pair(aligner)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(first_pair, [aligner] * 4).get(timeout=60) == [expected] * 4


def test_results_are_the_same_for_any_number_of_threads(article: tuple[str, str]) -> None:
    def pairs() -> list[tuple[object, ...]]:
        return [(*pair, pair.score, pair.src_spans) for pair in er.align(*article)]

    expected = pairs()
    try:
        er.set_threads(1)
        assert pairs() == expected
    finally:
        er.set_threads(0)


def test_other_threads_run_while_one_aligns(article: tuple[str, str]) -> None:
    src, tgt = (text * 3 for text in article)
    work = threading.Thread(target=lambda: er.align(src, tgt))
    work.start()
    n_turns = 0
    while work.is_alive():
        n_turns += 1
        time.sleep(0.001)
    assert n_turns > 5


LONG_CALL = """
import os, signal, threading, time
import enregard as er
# A shell that starts this in the background has it ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
src = "Il pleut. Je reste, et je lis. " * 4_000
tgt = "It rains. I stay in. I read. " * 4_000
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
start = time.monotonic()
try:
    er.align(src, tgt)
    print("done before", time.monotonic() - start)
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - start < 2)
os._exit(0)
"""


def test_ctrl_c_works_in_a_long_call() -> None:
    done = subprocess.run([sys.executable, "-c", LONG_CALL], capture_output=True, text=True, timeout=120)
    assert done.stdout == "interrupted True\n", done


def test_threads_of_python_may_align_at_once() -> None:
    answers: list[str] = []
    work = [
        threading.Thread(target=lambda: answers.append(er.align("Oui.", "Yes.")[0].tgt))
        for _ in range(16)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join(timeout=60)
    assert answers == ["Yes."] * 16
