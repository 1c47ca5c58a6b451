"""A client of foretype in one file, written from proto/README.md alone: a socket and PyPI's `msgpack`."""

import itertools
import socket

import msgpack


class RpcError(Exception):
    """An error that the daemon answered: `code` is stable, `field` names the parameter at fault."""

    def __init__(self, error):
        super().__init__(f"{error['message']} ({error['code']})")
        self.code = error["code"]
        self.field = error.get("field")


class Closed(Exception):
    """The daemon closed the connection."""


class Client:
    def __init__(self, path, timeout=60.0):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        self.socket.connect(path)
        self.unpacker = msgpack.Unpacker()
        self.ids = itertools.count(1)
        self.answers = {}
        self.notifications = []

    def call(self, method, **params):
        """Sends a request and waits for its answer."""
        return self.answer(self.send(method, **params))

    def send(self, method, **params):
        """Sends a request and returns its id."""
        msgid = next(self.ids)
        self.socket.sendall(msgpack.packb([0, msgid, method, [params]]))
        return msgid

    def notify(self, method, **params):
        self.socket.sendall(msgpack.packb([2, method, [params]]))

    def answer(self, msgid):
        """Waits for the answer to a request."""
        while msgid not in self.answers:
            self.read()
        error, result = self.answers.pop(msgid)
        if error is not None:
            raise RpcError(error)
        return result

    def notification(self):
        """Waits for the next notification: its name and its map."""
        while not self.notifications:
            self.read()
        return self.notifications.pop(0)

    def read(self):
        """Reads whatever comes next; answers nobody asked for are a fault of the daemon."""
        data = self.socket.recv(65536)
        if not data:
            raise Closed
        self.unpacker.feed(data)
        for frame in self.unpacker:
            if frame[0] == 1:
                _, msgid, error, result = frame
                assert msgid not in self.answers, f"request {msgid} was answered twice"
                assert (error is None) != (result is None), frame
                self.answers[msgid] = (error, result)
            else:
                kind, name, params = frame
                assert kind == 2 and len(params) == 1 and isinstance(params[0], dict), frame
                self.notifications.append((name, params[0]))

    def close(self):
        self.socket.close()
