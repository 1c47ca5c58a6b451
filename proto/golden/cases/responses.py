"""What the daemon answers and says by itself."""

from .build import EXAMPLES, failure, notification, response

MODEL = {"name": "english", "architecture": "GRU 512", "parameters": 1234567, "vocab_hash": "ab" * 32}
LIMITS = {"max_frame_bytes": 1048576, "max_depth": 32, "max_context_bytes": 65536,
          "max_sessions_per_connection": 64, "max_requests_in_flight": 64, "max_suggestions": 32,
          "max_message_bytes": 65536}


EATS = ".,;:!?…)]}%'’”»-/"


def word(text, completion, probability, kind):
    return {"text": text, "completion": completion, "delete": 0, "insert": completion, "probability": probability,
            "kind": kind, "space_after": True, "eats_space_before": EATS}


def cases():
    yield response("hello_result", "who answers", "hello",
                   {"server": "foretype", "version": "0.1.0", "protocol": 1, "pid": 4321, "model": MODEL,
                    "methods": ["hello", "open", "close", "edit", "set_context", "suggest", "accept", "commit",
                                "learn", "forget", "history", "pause", "hide", "finetune", "learning", "rollback",
                                "status", "subscribe", "shutdown"],
                    "limits": LIMITS})
    yield response("open_result", "the new session's number", "open", {"session": 7}, id=2)
    yield response("close_result", "nothing to say", "close", {}, id=3)
    yield response("edit_result", "characters before the cursor", "edit", {"session": 7, "length": 12}, id=4)
    yield response("set_context_result", "characters before the cursor", "set_context",
                   {"session": 7, "length": 10}, id=7)
    yield response("suggest_result", "a whole answer", "suggest",
                   {"session": 7,
                    "words": [word("you", "u", 0.75, "completion"),
                              word("your", "ur", 0.125, "completion")],
                    "chars": [{"text": "u", "probability": 0.875}, {"text": "\n", "probability": 0.0625}],
                    "phrase": {"text": "u doing today", "probability": 0.25},
                    "confidence": 0.75, "took_us": 850, "context_steps": 1}, id=8)
    yield response("suggest_result_worked_example", "taken apart in proto/README.md", "suggest",
                   {"session": 1,
                    "words": [word("you", "u", 0.75, "completion")],
                    "chars": [], "phrase": None, "confidence": 0.75, "took_us": 850, "context_steps": 10}, id=9)
    yield response("suggest_result_nothing", "no phrase, and no word was probable enough", "suggest",
                   {"session": 7, "words": [], "chars": [], "phrase": None, "confidence": 0.03125,
                    "took_us": 850, "context_steps": 0, "suppressed": "below_min_probability"}, id=8)
    yield response("suggest_result_next_word", "a word not begun yet: all of it is to be inserted", "suggest",
                   {"session": 7,
                    "words": [word("you", "you", 0.5, "next_word")],
                    "chars": [], "phrase": None, "confidence": 0.5, "took_us": 1200, "context_steps": 300}, id=8)
    yield response("suggest_result_correction", "what was typed goes, and a word comes in its place", "suggest",
                   {"session": 7,
                    "words": [{"text": "receive", "completion": "", "delete": 8, "insert": "receive ",
                               "probability": 0.875, "kind": "correction", "space_after": False,
                               "eats_space_before": ""}],
                    "chars": [], "phrase": None, "confidence": 0.25, "took_us": 1500, "context_steps": 1}, id=8)
    yield response("suggest_result_unknown_kind", "a kind of a later version: the word is skipped, the others are not",
                   "suggest",
                   {"session": 7,
                    "words": [{"text": "🍕", "completion": "🍕", "delete": 0, "insert": "🍕", "probability": 0.0625,
                               "kind": "picture", "space_after": True, "eats_space_before": EATS},
                              word("you", "u", 0.75, "completion")],
                    "chars": [], "phrase": None, "confidence": 0.75, "took_us": 850, "context_steps": 1}, id=8)
    yield response("accept_result", "characters before the cursor", "accept", {"session": 7, "length": 12}, id=10)
    yield response("status_result", "how the daemon is", "status",
                   {"version": "0.1.0", "protocol": 1, "pid": 4321, "socket": "/run/user/1000/foretype/foretype.sock",
                    "uptime_ms": 90061001, "model": MODEL, "connections": 2, "sessions": 3,
                    "session_bytes": 123456, "resident_bytes": 45678901, "requests": 5000, "errors": 4,
                    "superseded": 17,
                    "latency": {"count": 4096, "p50_us": 700, "p90_us": 1500, "p99_us": 4000, "max_us": 9000},
                    "messages_kept": 1234, "paused": False},
                   id=11)
    yield response("status_result_no_history", "the history cannot be used, and nothing else is wrong", "status",
                   {"version": "0.1.0", "protocol": 1, "pid": 4321, "socket": "/run/user/1000/foretype/foretype.sock",
                    "uptime_ms": 1, "model": MODEL, "connections": 1, "sessions": 0, "session_bytes": 0,
                    "resident_bytes": 1, "requests": 1, "errors": 0, "superseded": 0,
                    "latency": {"count": 0, "p50_us": 0, "p90_us": 0, "p99_us": 0, "max_us": 0},
                    "messages_kept": 0, "paused": True,
                    "history_problem": "the disk that holds the history is full",
                    "settings_problem": "config.toml, line 3: `suggest.n`: must be from 1 to 32"}, id=11)
    yield response("commit_result", "kept, with a gap where a card's number was", "commit",
                   {"kept": 1, "known": 0, "dropped": {"card": 1}}, id=14)
    yield response("learn_result", "one new, one known already", "learn", {"kept": 1, "known": 1, "dropped": {}}, id=17)
    message = {"id": 12, "time": 1764000000000, "source": "learn", "app": "chat", "conversation": "anna",
               "author": "anna", "text": "a zebra \ufffc"}
    typed = {"id": 13, "time": 1764000060000, "source": "typed", "text": "a zebra?"}
    yield response("forget_result", "two messages went", "forget",
                   {"messages": 2, "chars": 18, "changed": 0, "words": 0, "preview": [typed, message], "rebuild": False}, id=18)
    yield response("history_result", "messages, words and sums", "history",
                   {"matching": 12, "messages": [typed, message],
                    "words": [{"text": "zebra", "count": 2, "first": 1764000000000}],
                    "totals": {"messages": 20, "own_messages": 8, "own_chars": 321, "own_words": 52, "bytes": 53248,
                               "sources": {"learn": 12, "typed": 8}, "apps": {"chat": 12}, "dropped": {"card": 1}}},
                   id=20)
    yield response("pause_result", "for an hour", "pause", {"paused": True, "until": 1764003600000}, id=21)
    yield response("hide_result", "all words that are hidden", "hide", {"words": ["aardvark", "moist"]}, id=23)
    yield response("resume_result", "it goes on", "pause", {"paused": False}, id=22)
    yield response("finetune_result", "a run was asked for", "finetune", {"started": True}, id=23)
    yield response("finetune_result_nothing", "nothing is kept", "finetune",
                   {"started": False, "reason": "nothing_is_kept"}, id=23)
    run = {"time": 1764000000000, "seconds": 41.5, "chars": 9000, "held_out_chars": 1000, "own_before": 2.5,
           "own_after": 2.25, "base_before": 1.75, "base_after": 1.8125, "share": 0.75, "promoted": True,
           "generation": 3}
    refused = {**run, "time": 1764086400000, "own_after": 2.5, "promoted": False, "refused": "no_gain"}
    del refused["generation"]
    yield response("learning_result", "a personal model is in use, a later run was refused", "learning",
                   {"enabled": True, "state": "idle", "waits_for": "new_text", "done": 0, "total": 0,
                    "new_chars": 120, "needed_chars": 4000, "seconds_today": 42, "seconds_per_day": 1200,
                    "generation": 3, "generations": [{"number": 3, "made": 1764000000000, "bytes": 9876543}],
                    "runs": [run, refused], "finished": 2}, id=24)
    yield response("learning_result_training", "the first run is on its way", "learning",
                   {"enabled": False, "state": "training", "done": 10, "total": 250, "new_chars": 9000,
                    "needed_chars": 4000, "seconds_today": 0, "seconds_per_day": 1200, "generations": [], "runs": [],
                    "finished": 0}, id=24)
    yield response("rollback_result", "an earlier personal model is in use", "rollback", {"generation": 2}, id=25)
    yield response("rollback_result_base", "the base is in use", "rollback", {}, id=25)
    yield response("subscribe_result", "what is subscribed to now", "subscribe",
                   {"events": ["model_changed", "shutting_down"]}, id=12)
    yield response("shutdown_result", "it will stop", "shutdown", {}, id=13)

    for code, message in [
        ("invalid_request", "the frame is not a request"),
        ("unknown_method", "there is no method of this name"),
        ("unknown_session", "this connection has no such session"),
        ("superseded", "a newer suggest of this session took its place"),
        ("limit_exceeded", "64 requests are in flight already"),
        ("history_unavailable", "the disk that holds the history is full"),
        ("model_unavailable", "there is no personal model 7; `foretype learning` lists those there are"),
        ("shutting_down", "the daemon is stopping"),
        ("internal", "the prediction failed"),
    ]:
        yield failure(f"error_{code}", "an error without a field", {"code": code, "message": message})
    yield failure("error_invalid_params", "an error that names the parameter at fault",
                  {"code": "invalid_params", "message": "n must be at most 32", "field": "n"})

    for example in EXAMPLES:
        method = example["method"]
        yield response(f"example_{method}", "every field, as the program's own example has them", method,
                       example["result"], id=30)

    yield notification("event_model_changed", "another model answers from now on", "model_changed", MODEL)
    yield notification("event_shutting_down", "the daemon stops", "shutting_down", {})
    yield notification("event_error", "the connection is closed for this reason", "error",
                       {"code": "invalid_request", "message": "a byte that MessagePack never uses"})
