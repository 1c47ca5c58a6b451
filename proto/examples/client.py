"""A client of foretype in fifty lines, with PyPI's msgpack:  python client.py "How are yo" """
import asyncio, itertools, os, sys
import msgpack

def address():
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    folder = runtime + "/foretype" if runtime else state + "/foretype/run"
    return os.path.abspath(os.environ.get("FORETYPE_SOCKET") or folder + "/foretype.sock")
def mine(place):  # nobody else can have made it, nor reach it
    return os.lstat(place).st_uid == os.getuid() and not os.lstat(place).st_mode & 0o077

class Foretype:
    async def connect(self):
        os.system("foretype -q daemon start")  # does nothing where one runs
        mine(os.path.dirname(address())) and mine(address()) or sys.exit(address() + " is not mine alone")
        self.reader, self.writer = await asyncio.open_unix_connection(address())
        self.ids, self.waiting = itertools.count(1), {}
        self.reading = asyncio.create_task(self.read())

    async def read(self):
        unpacker = msgpack.Unpacker()
        while data := await self.reader.read(65536):
            unpacker.feed(data)
            for kind, *rest in unpacker:
                if kind == 1 and rest[0] in self.waiting:
                    self.waiting.pop(rest[0]).set_result(rest[1:])
        for answer in self.waiting.values():
            answer.set_result([{"code": "closed"}, None])

    async def call(self, method, **params):
        """The result, or None: superseded by a newer call, a method that an older daemon lacks, a daemon that left."""
        msgid = next(self.ids)
        self.waiting[msgid] = asyncio.get_running_loop().create_future()
        self.writer.write(msgpack.packb([0, msgid, method, [params]]))
        error, result = await self.waiting[msgid]
        return result if error is None else None

async def main(text):
    daemon = Foretype()
    await daemon.connect()
    typed = [text[:length] for length in range(1, len(text) + 1)]  # a question a keystroke; only the newest counts
    answers = await asyncio.gather(*[daemon.call("suggest", left_context=t, n=3) for t in typed])
    for word in answers[-1]["words"]:
        print(f"{word['text']}  {word['probability']:.2f}  insert {word['completion']!r}")
    taken = answers[-1]["words"][0]["completion"] + " "
    await daemon.call("accept", text=taken)  # the first word is taken; now the session's text ends with it
    print(text + taken + (await daemon.call("suggest", n=1))["words"][0]["text"])

asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "How are yo"))
