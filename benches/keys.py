"""How long an answer to a key takes: `foretype ibus` through ibus-daemon, beside ibus's own engine, and `foretype fcitx5`
over its socket.

    python3 benches/keys.py target/release/foretype [KEYS]

Needs Xvfb, ibus, gir1.2-ibus-1.0, python3-gi. Everything runs in a home of its own under a temporary folder, with a daemon
of its own. Keys come 20 ms apart, so that suggestions are computed between them as when somebody types very fast. Printed
are milliseconds: median, 90 % and 99 %.

Direct is a call from a client of ibus's bus to the engine and back; it has one passage through ibus-daemon each way. Whole
is what an application waits for: through ibus-daemon to the engine and back.
"""
import os
import socket
import subprocess
import sys
import tempfile
import time

TEXT = "hello there, how are you today? I think that we will see each other at the station. "


def percentiles(name, times):
    times = sorted(times)
    at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
    print(f"{name:<34} p50 {at(0.5):6.3f}  p90 {at(0.9):6.3f}  p99 {at(0.99):6.3f}  ({len(times)} keys)", flush=True)


def until(condition, what):
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"still waiting for {what}")
        time.sleep(0.05)


def keys(count):
    for nth in range(count):
        yield ord(TEXT[nth % len(TEXT)])


def ibus(program, home, environment, count):
    os.environ.clear()
    os.environ.update(environment)
    subprocess.run([program, "ibus", "--install"], check=True, stdout=subprocess.DEVNULL)
    os.environ["IBUS_COMPONENT_PATH"] = f"/usr/share/ibus/component:{home}/.local/share/ibus/component"
    line = ["ibus-daemon", "--panel", "disable", "--config", "/usr/libexec/ibus-memconf", "--emoji-extension", "disable"]
    daemon = subprocess.Popen(line)
    try:
        import gi

        gi.require_version("IBus", "1.0")
        from gi.repository import GLib, IBus

        IBus.init()
        bus = IBus.Bus()
        until(bus.is_connected, "ibus-daemon")
        context = bus.create_input_context("gtk3-im:letter")
        context.set_capabilities(IBus.Capabilite.PREEDIT_TEXT | IBus.Capabilite.FOCUS | IBus.Capabilite.SURROUNDING_TEXT)
        context.focus_in()
        loop = GLib.MainContext.default()

        def measure(name):
            times = []
            for key in keys(count):
                begun = time.perf_counter()
                context.process_key_event(key, 30, 0)
                times.append(time.perf_counter() - begun)
                context.process_key_event(key, 30, 1 << 30)
                end = time.monotonic() + 0.02
                while time.monotonic() < end:
                    loop.iteration(False)
                    time.sleep(0.001)
            percentiles(name, times)

        def choose(engine):
            context.set_engine(engine)
            until(lambda: (context.get_engine() or engine).get_name() == engine if context.get_engine() else False, engine)
            time.sleep(1)

        choose("xkb:us::eng")
        measure("ibus's own engine, whole")
        choose("foretype")
        measure("foretype ibus, whole")
        connection = bus.get_connection()
        path = "/org/freedesktop/IBus/Engine/Foretype/1"
        times = []
        for key in keys(count):
            begun = time.perf_counter()
            connection.call_sync(
                "org.freedesktop.IBus.Foretype", path, "org.freedesktop.IBus.Engine", "ProcessKeyEvent",
                GLib.Variant("(uuu)", (key, 30, 0)), None, 0, 5000, None,
            )
            times.append(time.perf_counter() - begun)
            time.sleep(0.02)
        percentiles("foretype ibus, direct", times)
    finally:
        daemon.kill()
        daemon.wait()


def fcitx5(program, home, environment, count):
    ours, theirs = socket.socketpair()
    child = subprocess.Popen([program, "fcitx5"], stdin=theirs, env=environment)
    theirs.close()
    lines = ours.makefile("rw")
    try:
        lines.write("focus\t1\tabc\tdbus\tletter\ncapabilities\t66\n")
        times = []
        for nth, key in enumerate(keys(count)):
            begun = time.perf_counter()
            lines.write(f"key\t{nth}\t{key}\t38\t0\n")
            lines.flush()
            while not lines.readline().startswith(f"answer\t{nth}\t"):
                pass
            times.append(time.perf_counter() - begun)
            time.sleep(0.02)
        percentiles("foretype fcitx5, socket", times)
    finally:
        child.kill()
        child.wait()


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory(prefix="ft") as home:
        os.makedirs(f"{home}/run", 0o700)
        environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": f"{home}/run", "LANG": "C.UTF-8"}
        screen = subprocess.Popen(["Xvfb", "-displayfd", "1", "-nolisten", "tcp"], stdout=subprocess.PIPE)
        environment["DISPLAY"] = ":" + screen.stdout.readline().decode().strip()
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        try:
            subprocess.run([program, "daemon", "start"], env=environment, check=True, stdout=subprocess.DEVNULL)
            for front in (ibus, fcitx5):
                # Each in a process of its own: what one set in the environment is not for the other.
                child = os.fork()
                if child == 0:
                    try:
                        front(program, home, environment, count)
                    finally:
                        os._exit(0)
                os.waitpid(child, 0)
        finally:
            subprocess.run([program, "daemon", "stop"], env=environment)
            for process in (screen, bus):
                process.kill()


main()
