"""Talks to a running daemon the way proto/README.md says, and checks every answer.

    python tests/python/conversation.py SOCKET

The last check stops the daemon. Exits 1 at the first answer that is not as specified.
"""

import json
import os
import sys
from pathlib import Path

from foretype_client import Client, Closed, RpcError

EXAMPLES = Path(__file__).parents[2] / "proto" / "golden" / "examples.json"


def main(path):
    for check in CHECKS:
        check(path)
        print(f"ok {check.__name__}")


def refuses(code, field, call, **params):
    """The call is answered with an error of this code, about this field."""
    try:
        result = call(**params)
    except RpcError as error:
        assert (error.code, error.field) == (code, field), (error.code, error.field, str(error))
    else:
        raise AssertionError(f"{params} was answered with {result}")


def check_answer(answer, n, kinds=("words", "chars", "phrase")):
    """What holds for every answer to `suggest`, whatever the model."""
    for ranked in (answer["words"], answer["chars"]):
        probabilities = [item["probability"] for item in ranked]
        assert len(ranked) <= n, answer
        assert all(0.0 <= p <= 1.0 for p in probabilities), probabilities
        assert probabilities == sorted(probabilities, reverse=True), probabilities
        assert sum(probabilities) <= 1.0 + 1e-4, probabilities
        offered = {item["text"] for item in ranked}
        assert len(offered) == len(ranked), ranked
    for word in answer["words"]:
        completion = word["completion"].removeprefix(" ")
        assert completion and word["text"].endswith(completion), word
        assert word["kind"] in ("completion", "next_word"), word
    assert all(len(char["text"]) == 1 for char in answer["chars"]), answer["chars"]
    assert answer["words"] == [] or "words" in kinds, answer
    assert answer["chars"] == [] or "chars" in kinds, answer
    if answer["phrase"] is not None:
        assert "phrase" in kinds and answer["phrase"]["text"], answer
        assert 0.0 <= answer["phrase"]["probability"] <= 1.0, answer
    assert 0.0 <= answer["confidence"] <= 1.0, answer
    assert answer["took_us"] >= 0 and answer["context_steps"] >= 0, answer
    assert answer.get("suppressed") in (None, "below_min_probability"), answer


def hello(path):
    client = Client(path)
    answer = client.call("hello", client="conversation", protocol=1)
    assert answer["server"] == "foretype" and answer["protocol"] == 1, answer
    methods = sorted({example["method"] for example in json.loads(EXAMPLES.read_text())})
    assert sorted(answer["methods"]) == methods, answer["methods"]
    assert answer["pid"] > 0 and answer["version"], answer
    assert answer["limits"]["max_frame_bytes"] == 1 << 20, answer
    assert answer["model"]["name"], answer
    assert client.call("hello") == answer
    client.close()


def own_session(path):
    client = Client(path)
    first = client.call("suggest", left_context="How are yo")
    check_answer(first, 3)
    edited = client.call("edit", insert="u")
    assert edited == {"session": first["session"], "length": 11}, edited
    assert client.call("set_context", left_context="Hello ") == {"session": first["session"], "length": 6}
    again = client.call("suggest")
    assert again["session"] == first["session"], again
    check_answer(again, 3)
    client.close()


def kinds(path):
    client = Client(path)
    for wanted in (["words"], ["chars"], ["phrase"], ["chars", "words"], []):
        for n in (0, 1, 5, 32):
            check_answer(client.call("suggest", left_context="See you ", kinds=wanted, n=n), n, wanted)
    everything = client.call("suggest", left_context="See you ", min_probability=1.0)
    assert everything["words"] == [] or everything["words"][0]["probability"] == 1.0, everything
    client.close()


def edits(path):
    client = Client(path)
    session = client.call("open", app="test", left_context="Zoë 👋")["session"]

    def edit(**params):
        answer = client.call("edit", session=session, **params)
        assert answer["session"] == session
        return answer["length"]

    assert edit() == 5
    assert edit(insert="!?") == 7
    assert edit(delete=2) == 5
    assert edit(delete=1, insert="你好") == 6
    assert edit(delete=4_000_000_000) == 0
    assert edit(insert="a\0b\n") == 4
    assert client.call("accept", session=session, text="word ")["length"] == 9
    check_answer(client.call("suggest", session=session), 3)
    client.notify("edit", session=session, delete=9)
    client.notify("accept", session=session, text="xyz")
    assert edit() == 3
    client.notify("set_context", session=session, left_context="")
    client.notify("suggest", session=session, left_context="not looked at")
    client.notify("no_such_method", x=1)
    assert edit() == 0
    client.close()


def long_text(path):
    client = Client(path)
    line = "one line of text that is as long as a line\n"
    length = client.call("set_context", left_context=line * 4000)["length"]
    assert 32_000 < length <= 65536, length
    length = client.call("set_context", left_context="é" * 200_000)["length"]
    assert 16_000 < length <= 32768, length
    check_answer(client.call("suggest", left_context=line * 20), 3)
    client.close()


def newest_wins(path):
    client = Client(path)
    sent = [client.send("suggest", left_context="How are you today" + "." * i) for i in range(50)]
    after = client.send("edit", insert="!")
    assert client.answer(after)["length"] == 17 + 49 + 1
    answered = 0
    for msgid in sent[:-1]:
        try:
            check_answer(client.answer(msgid), 3)
            answered += 1
        except RpcError as error:
            assert error.code == "superseded", error.code
    check_answer(client.answer(sent[-1]), 3)
    assert client.answers == {}, client.answers
    client.close()


def many_sessions(path):
    client = Client(path)
    sessions = [client.call("open")["session"] for _ in range(64)]
    assert len(set(sessions)) == 64
    refuses("limit_exceeded", None, lambda: client.call("open"))
    sent = [client.send("suggest", session=s, left_context=f"Number {s} is ") for s in sessions]
    for session, msgid in zip(sessions, sent):
        answer = client.answer(msgid)
        assert answer["session"] == session, answer
        check_answer(answer, 3)
    assert client.call("close", session=sessions[0]) == {}
    refuses("unknown_session", "session", client.call, method="edit", session=sessions[0])
    assert client.call("open")["session"] not in sessions
    client.close()


def isolation(path):
    one, two = Client(path), Client(path)
    session = one.call("open", left_context="secret")["session"]
    for method, params in [("edit", {}), ("set_context", {}), ("suggest", {}), ("accept", {}), ("close", {})]:
        refuses("unknown_session", "session", two.call, method=method, session=session, **params)
    assert one.call("edit", session=session)["length"] == 6
    own = two.call("suggest", left_context="x")["session"]
    assert own != session and own != one.call("suggest", left_context="x")["session"]
    one.close()
    two.close()


def errors(path):
    client = Client(path)
    for method, params, code, field in [
        ("sing", {}, "unknown_method", None),
        ("suggest", {"n": 33}, "invalid_params", "n"),
        ("suggest", {"n": "three"}, "invalid_params", "n"),
        ("suggest", {"language": "de_DE"}, "invalid_params", "language"),
        ("open", {"language": "x" * 36}, "invalid_params", "language"),
        ("suggest", {"min_probability": 2.0}, "invalid_params", "min_probability"),
        ("suggest", {"min_probability": float("nan")}, "invalid_params", "min_probability"),
        ("suggest", {"kinds": "words"}, "invalid_params", "kinds"),
        ("edit", {"insert": b"bytes"}, "invalid_params", "insert"),
        ("open", {"private": "yes"}, "invalid_params", "private"),
        ("close", {}, "invalid_params", "session"),
        ("close", {"session": 10**9}, "unknown_session", "session"),
        ("subscribe", {"events": "shutting_down"}, "invalid_params", "events"),
    ]:
        refuses(code, field, client.call, method=method, **params)
    check_answer(client.call("suggest", left_context="still here ", unknown={"field": [1, 2]}), 3)
    client.close()


def status(path):
    client = Client(path)
    before = client.call("status")
    assert before["socket"] == path and before["protocol"] == 2, before
    assert before["connections"] >= 1 and before["pid"] == client.call("hello")["pid"], before
    client.call("suggest", left_context="x")
    refuses("unknown_method", None, client.call, method="sing")
    after = client.call("status")
    assert after["requests"] >= before["requests"] + 3, (before, after)
    assert after["errors"] >= before["errors"] + 1, (before, after)
    assert after["sessions"] >= 1 and after["uptime_ms"] >= before["uptime_ms"], (before, after)
    latency = after["latency"]
    assert latency["count"] >= 1, latency
    assert latency["p50_us"] <= latency["p90_us"] <= latency["p99_us"] <= latency["max_us"], latency
    client.close()


def stop(path):
    listener, silent, quiet, last = Client(path), Client(path), Client(path), Client(path)
    assert sorted(listener.call("subscribe")["events"]) == ["model_changed", "pause_changed", "settings_changed", "shutting_down"]
    assert silent.call("subscribe", events=["shutting_down"])["events"] == ["shutting_down"]
    assert silent.call("subscribe", events=["shutting_down", "tea_time"])["events"] == ["shutting_down"]
    assert silent.call("subscribe", events=[])["events"] == []
    assert quiet.call("edit", insert="x")["length"] == 1
    assert last.call("shutdown") == {}
    assert listener.notification() == ("shutting_down", {})
    for client in (listener, silent, quiet, last):
        try:
            client.notification()
        except (Closed, ConnectionResetError):
            continue
        raise AssertionError("the connection was not closed, or an event came unasked")
    assert not os.path.exists(path), "the socket is left behind"


def english(path):
    """The model that ships knows English; every answer holds whatever was typed so far of the word."""
    client = Client(path)
    for text, first in [("How are yo", "you"), ("I don't kno", "know"), ("Thank y", "you"), ("Good morni", "morning")]:
        words = client.call("suggest", left_context=text, kinds=["words"])["words"]
        assert words and words[0]["text"] == first, (text, words)
        assert text + words[0]["completion"] == text[:text.rindex(" ") + 1] + first, (text, words)
        assert words[0]["kind"] == "completion", words
    for text, expected in [("Thank ", "you"), ("I don't ", "know")]:
        answer = client.call("suggest", left_context=text, n=10)
        words = {word["text"]: word for word in answer["words"]}
        assert expected in words and words[expected]["kind"] == "next_word", answer
        assert answer["confidence"] == answer["words"][0]["probability"] > 0.01, answer
        assert answer["chars"] and answer["chars"][0]["probability"] > 0.05, answer
    weak = client.call("suggest", left_context="See you ", min_probability=1.0)
    assert weak["words"] == [] and weak["suppressed"] == "below_min_probability", weak
    # A character more costs one step of the network, a character less none.
    client.call("suggest", left_context="It is a lovely da")
    assert client.call("suggest", left_context="It is a lovely day")["context_steps"] == 1
    assert client.call("suggest", left_context="It is a lovely da")["context_steps"] == 0
    client.close()


CHECKS = [hello, own_session, kinds, edits, long_text, newest_wins, many_sessions, isolation, errors, status, english,
          stop]

if __name__ == "__main__":
    main(sys.argv[1])
