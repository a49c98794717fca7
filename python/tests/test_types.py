"""The stubs say what the module has, and the module type-checks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1]


def run(*command: str, folder: Path = FOLDER) -> None:
    line = [sys.executable, "-m", *command]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")


def test_mypy_finds_nothing() -> None:
    need("mypy")
    run("mypy")


def test_the_stubs_are_those_of_the_module(tmp_path: Path) -> None:
    need("mypy")
    config = ["--mypy-config-file", str(FOLDER / "pyproject.toml")]
    # Elsewhere, since the folder has the sources and not what is compiled.
    options = ["--concise", "--ignore-disjoint-bases", *config]
    run("mypy.stubtest", "enregard._enregard", *options, folder=tmp_path)


def test_pyright_finds_nothing() -> None:
    need("pyright")
    run("pyright", "--pythonpath", sys.executable, "enregard")
