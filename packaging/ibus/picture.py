"""Writes what a screen shows as a PNG: the picture of plugins/ibus/README.md.

    python3 packaging/ibus/picture.py picture.png     (Debian's own Python, with python3-gi and gir1.2-gtk-3.0)
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

root = Gdk.get_default_root_window()
picture = Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height())
picture.savev(sys.argv[1], "png", ["compression"], ["9"])
