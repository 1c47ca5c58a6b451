"""A client of ibus that shows the engine's menu: tells on stdout what is registered, chooses what stdin says.

Written, for each menu: {"symbol": …, "icon": …, "items": {name: state}}. Read, a line each: the name of an item. It ends
with its input.
"""
import json
import sys

import gi

gi.require_version("IBus", "1.0")
from gi.repository import GLib, IBus  # noqa: E402

IBus.init()
bus = IBus.Bus()
context = bus.create_input_context("gtk3-im:menu")


def registered(_, properties):
    items, nth = {}, 0
    while (item := properties.get(nth)) is not None:
        items[item.get_key()] = item.get_state().value_nick if item.get_prop_type().value_nick == "toggle" else None
        nth += 1
    # ibus's own engine, before ours is chosen, has no menu.
    if not items:
        return
    first = properties.get(0)
    print(json.dumps({"symbol": first.get_symbol().get_text(), "icon": first.get_icon(), "items": items}), flush=True)


def chosen(source, _):
    line = source.readline()
    if not line:
        loop.quit()
        return False
    context.property_activate(line.strip(), IBus.PropState.CHECKED)
    return True


context.connect("register-properties", registered)
context.set_capabilities(IBus.Capabilite.FOCUS | IBus.Capabilite.PROPERTY)
context.focus_in()
context.set_engine("foretype")
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, chosen)
loop.run()
