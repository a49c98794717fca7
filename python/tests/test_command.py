"""The command that comes with the module."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import enregard as er
import pytest

COMMANDS = [[sys.executable, "-m", "enregard"]]
if (script := shutil.which("enregard", path=str(Path(sys.executable).parent))) is not None:
    COMMANDS.append([script])


def run(command: list[str], *args: str | Path) -> subprocess.CompletedProcess[str]:
    line = [*command, *map(str, args)]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, encoding="utf-8")


@pytest.fixture(params=COMMANDS, ids=lambda command: Path(command[0]).name)
def command(request: pytest.FixtureRequest) -> list[str]:
    return request.param


def test_the_command_aligns_as_the_module_does(command: list[str], tmp_path: Path) -> None:
    src, tgt = "Il pleut. Je reste, et je lis.", "It rains. I stay in. I read."
    (tmp_path / "a.fr.txt").write_text(src, encoding="utf-8")
    (tmp_path / "a.en.txt").write_text(tgt, encoding="utf-8")
    out = tmp_path / "a.csv"
    done = run(command, "align", tmp_path / "a.fr.txt", tmp_path / "a.en.txt", "-o", out)
    assert done.returncode == 0, done.stderr
    expected = [(*pair, pair.score) for pair in er.align(src, tgt)]
    assert [(*pair, pair.score) for pair in er.read(out)] == expected


@pytest.mark.parametrize(
    ("args", "code"), [(["--version"], 0), (["no-such-command"], 2), (["info"], 2), (["convert", "no.tmx", "-o", "x.csv"], 3)]
)
def test_exit_codes_are_those_of_the_contract(command: list[str], args: list[str], code: int) -> None:
    done = run(command, *args)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_foreign_formats_are_read_in_a_process_of_their_own(command: list[str], tmp_path: Path) -> None:
    er.align("Il pleut.", "It rains.").save(tmp_path / "a.xlsx")
    done = run(command, "convert", tmp_path / "a.xlsx", "-o", tmp_path / "b.tsv")
    assert done.returncode == 0, done.stderr
    assert "It rains." in (tmp_path / "b.tsv").read_text(encoding="utf-8")


def test_a_reader_that_goes_away_is_no_failure(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Il pleut. " * 20_000, encoding="utf-8")
    line = [*command, "segment", str(path)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
