"""The check of messages can fail."""

import pytest
from schema import wrong_with

PUBLISH = "textDocument/publishDiagnostics"
RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 2}}


def publish(diagnostic):
    return {"jsonrpc": "2.0", "method": PUBLISH, "params": {"uri": "file:///a.txt", "diagnostics": [diagnostic]}}


def test_a_good_message_passes():
    assert wrong_with(publish({"range": RANGE, "message": "重复", "severity": 1, "code": "PU208"}), {}) == []


@pytest.mark.parametrize(
    "diagnostic",
    [
        {"range": RANGE},
        {"range": RANGE, "message": 5},
        {"range": RANGE, "message": "重复", "severity": 9},
        {"range": RANGE, "message": "重复", "sevrity": 1},
        {"range": {"start": {"line": 0}, "end": {"line": 0, "character": 2}}, "message": "重复"},
    ],
)
def test_a_bad_message_is_found_out(diagnostic):
    assert wrong_with(publish(diagnostic), {})


def test_answers_are_held_against_their_requests():
    answer = {"jsonrpc": "2.0", "id": 1, "result": {"contents": "说明"}}
    assert wrong_with(answer, {1: "textDocument/hover"}) == []
    assert wrong_with(answer, {1: "textDocument/foldingRange"})
    assert wrong_with(answer, {})
