"""The stubs say what the module has, and the module type-checks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1]


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=FOLDER, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")


def test_mypy_finds_nothing() -> None:
    need("mypy")
    run("mypy")


def test_the_stubs_are_those_of_the_module() -> None:
    need("mypy")
    options = ["--concise", "--ignore-disjoint-bases", "--mypy-config-file", "pyproject.toml"]
    run("mypy.stubtest", "enregard", *options)


def test_pyright_finds_nothing() -> None:
    need("pyright")
    run("pyright", "--pythonpath", sys.executable, "enregard")
