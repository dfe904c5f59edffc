"""How `dovetail serve` tells who starts it what is in its way."""

import os
import subprocess


def start(*arguments, cwd):
    return subprocess.run(
        [os.environ["DOVETAIL_PROGRAM"], "serve", *arguments],
        cwd=cwd, capture_output=True, text=True, timeout=60)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / ".dovetail").write_text("a file, where the server's folder would be")

    ended = start("--port", "0", cwd=tmp_path)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: Could not make the folder .dovetail for the server's file: ")
    assert "--ephemeral" in ended.stderr
    assert "Domain" not in ended.stderr


def test_what_is_wrong_with_an_option_is_told_without_the_usage_of_others(tmp_path):
    ended = start("--ephemeral", "--url", "sqlite:a.db", cwd=tmp_path)

    assert ended.returncode == 1
    assert ended.stderr == "Error: --ephemeral keeps nothing, so --url cannot name a file.\n"
