"""Text fields in a GTK window: tells on stdout what they hold, does what stdin says.

Written: {"window": XID} once it is there, then at every change {"field": name, "text": …, "preedit": …, "focus": bool,
"selected": bool, "at": [x, y], a place within it}.
Read, a line each: `focus NAME`, `clear NAME`, `select NAME` (all of a line's text). It ends with its input.
"""
import json
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("GdkX11", "3.0")
from gi.repository import GdkX11, GLib, Gtk  # noqa: E402,F401

GLib.set_prgname("letter")


class Field:
    def __init__(self, name, widget, text):
        self.name, self.widget, self.text, self.preedit = name, widget, text, ""
        widget.connect("preedit-changed", self.preedit_changed)
        for signal in ("focus-in-event", "focus-out-event"):
            widget.connect_after(signal, lambda *_: GLib.idle_add(self.tell) and False)

    def preedit_changed(self, _, preedit):
        self.preedit = preedit
        self.tell()

    def tell(self, *_):
        state = {"field": self.name, "text": self.text(), "preedit": self.preedit, "focus": self.widget.has_focus()}
        state["selected"] = isinstance(self.widget, Gtk.Entry) and bool(self.widget.get_selection_bounds())
        size = self.widget.get_allocation()
        state["at"] = [size.x + size.width // 2, size.y + size.height // 2]
        print(json.dumps(state), flush=True)


def entry(name, purpose=Gtk.InputPurpose.FREE_FORM, visible=True):
    widget = Gtk.Entry(placeholder_text=name, input_purpose=purpose, visibility=visible)
    field = Field(name, widget, widget.get_text)
    widget.connect("changed", field.tell)
    return field


def view(name):
    widget = Gtk.TextView(wrap_mode=Gtk.WrapMode.WORD, height_request=120)
    buffer = widget.get_buffer()
    field = Field(name, widget, lambda: buffer.get_text(buffer.get_start_iter(), buffer.get_end_iter(), True))
    buffer.connect("changed", field.tell)
    return field


fields = {
    field.name: field
    for field in (
        view("letter"),
        entry("line"),
        entry("password", Gtk.InputPurpose.PASSWORD, visible=False),
        entry("pin", Gtk.InputPurpose.PIN),
    )
}


def commands(source, _):
    """All that can be read: what a buffer held back would wake nobody."""
    lines = os.read(source, 4096).decode().splitlines()
    for line in lines:
        command(*line.split())
    if not lines:
        Gtk.main_quit()
    return bool(lines)


def command(name, field):
    field = fields[field]
    if name == "focus":
        field.widget.grab_focus()
        GLib.idle_add(field.tell)
    elif name == "select":
        field.widget.select_region(0, -1)
        GLib.idle_add(field.tell)
    elif isinstance(field.widget, Gtk.Entry):
        field.widget.set_text("")
    else:
        field.widget.get_buffer().set_text("")


window = Gtk.Window(title="Letter", default_width=560, default_height=300)
box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=6, margin=8)
for field in fields.values():
    box.add(field.widget)
window.add(box)
window.show_all()
GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, commands)
print(json.dumps({"window": window.get_window().get_xid()}), flush=True)
Gtk.main()
