# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds and uses the widgets of a running program as a screen reader does: by role and accessible name, through AT-SPI.

Every wait is bounded; what does not come in time raises ScreenError with what was on the screen instead.
"""

import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

# Programs answer later on a machine that is busy with other things, such as a build.
BUSY = min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), 10.0)
PATIENCE = 20.0 * BUSY
INTERVAL = 0.1
REPAINT = 0.3  # from what a widget says of itself to what is on the screen
DEPTH = 40

BUTTONS = ("push button", "toggle button", "button menu", "button dropdown")
FIELDS = ("text", "password text", "entry", "spin button", "combo box")
TICKS = ("check box", "radio button", "toggle button")


class ScreenError(Exception):
    """What was looked for did not come, or did not do what it should."""


def wait_for(what, condition, patience=PATIENCE):
    """The first true value of condition(); ScreenError after `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            value = condition()
        except GLib.Error:  # the widget went away between two questions
            value = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise ScreenError(f"waited {patience:.0f} s in vain for {what}")
        time.sleep(INTERVAL)


def plain(text):
    """A name as people read it: without mnemonics, dots of an ellipsis and a trailing colon."""
    return (text or "").replace("&", "").strip().rstrip(":.…").strip().lower()


class Widget:
    """One accessible object. Cheap; asks the program anew at each question."""

    def __init__(self, node):
        self.node = node

    @property
    def name(self):
        return self.node.get_name() or ""

    @property
    def role(self):
        return self.node.get_role_name() or ""

    @property
    def description(self):
        return self.node.get_description() or ""

    @property
    def identifier(self):
        return self.node.get_accessible_id() or ""

    def has(self, state):
        return self.node.get_state_set().contains(state)

    @property
    def is_showing(self):
        return self.has(Atspi.StateType.SHOWING)

    @property
    def is_enabled(self):
        return self.has(Atspi.StateType.ENABLED)

    @property
    def is_checked(self):
        return self.has(Atspi.StateType.CHECKED)

    @property
    def text(self):
        if self.node.get_text_iface() is None:
            return self.name
        return Atspi.Text.get_text(self.node, 0, Atspi.Text.get_character_count(self.node))

    def children(self):
        self.node.clear_cache_single() if hasattr(self.node, "clear_cache_single") else self.node.clear_cache()
        for index in range(min(self.node.get_child_count(), 500)):
            child = self.node.get_child_at_index(index)
            if child is not None:
                yield Widget(child)

    def descendants(self, depth=DEPTH):
        """Depth first. Cells of tables are left out: rows() reads them."""
        for child in self.children():
            try:
                yield child
                if depth > 0 and child.role not in ("table", "tree table"):
                    yield from child.descendants(depth - 1)
            except GLib.Error:
                continue

    def box(self):
        extents = Atspi.Component.get_extents(self.node, Atspi.CoordType.SCREEN)
        return extents.x, extents.y, extents.width, extents.height

    def click(self):
        x, y, width, height = self.box()
        pointer("mousemove", x + width // 2, y + height // 2, "click", 1)

    def press(self):
        """By the action interface, as a screen reader; with the mouse where the widget has no action."""
        wait_for(f"{self!r} to be usable", lambda: self.is_enabled and self.is_showing)
        actions = self.node.get_action_iface()
        names = [Atspi.Action.get_action_name(self.node, i) for i in range(Atspi.Action.get_n_actions(self.node))] \
            if actions is not None else []
        for wanted in ("Press", "Toggle", "press", "toggle", "click"):
            if wanted in names:
                Atspi.Action.do_action(self.node, names.index(wanted))
                return
        self.click()

    def go(self):
        """With the mouse, for what answers to a click only (an entry of a navigation, a row of a table)."""
        wait_for(f"{self!r} to be usable", lambda: self.is_enabled and self.is_showing)
        self.click()

    def tick(self):
        if not self.is_checked:
            self.press()
            wait_for(f"{self!r} to be ticked", lambda: self.is_checked)

    def fill(self, text):
        """Writes and reads back; types with the keyboard where the editable interface is not enough."""
        wait_for(f"{self!r} to be usable", lambda: self.is_enabled and self.is_showing)
        if self.node.get_editable_text_iface() is not None:
            Atspi.EditableText.set_text_contents(self.node, text)
            if self._holds(text):
                return
        self.click()
        wait_for(f"the focus of {self!r}", lambda: self.has(Atspi.StateType.FOCUSED), 3)
        pointer("key", "ctrl+a")
        pointer("type", "--delay", "5", text)
        wait_for(f"{self!r} to hold the text", lambda: self._holds(text), 5)

    def _holds(self, text):
        if self.role == "password text":
            return Atspi.Text.get_character_count(self.node) == len(text)
        return self.text == text

    def rows(self):
        """The cells of a table as lists of text, as shown."""
        self.node.clear_cache()
        table = self.node
        columns = Atspi.Table.get_n_columns(table)
        return [[(Atspi.Table.get_accessible_at(table, row, column).get_name() or "") for column in range(columns)]
                for row in range(Atspi.Table.get_n_rows(table))]

    def header(self):
        return [Atspi.Table.get_column_description(self.node, i) or ""
                for i in range(Atspi.Table.get_n_columns(self.node))]

    def cell(self, row, column):
        return Widget(Atspi.Table.get_accessible_at(self.node, row, column))

    def __repr__(self):
        try:
            return f"<{self.role} {self.name!r} id={self.identifier!r}>"
        except GLib.Error:
            return "<gone>"


def pointer(*arguments):
    subprocess.run(["xdotool", *map(str, arguments)], check=True)


class Program:
    """A running program, found by the name it tells the accessibility bus."""

    def __init__(self, name, patience=PATIENCE):
        self.name = name
        self.root = wait_for(f"the program {name}", self._find, patience)

    def _find(self):
        desktop = Widget(Atspi.get_desktop(0))
        for child in desktop.children():
            if plain(child.name) == plain(self.name):
                return child
        return None

    def find_all(self, roles=None, name=None, name_part=None, identifier=None, showing=True):
        roles = (roles,) if isinstance(roles, str) else roles
        for widget in self.root.descendants():
            try:
                if roles and widget.role not in roles:
                    continue
                if name is not None and plain(widget.name) != plain(name):
                    continue
                if name_part is not None and name_part.lower() not in widget.name.lower():
                    continue
                if identifier is not None and widget.identifier.split(".")[-1] != identifier:
                    continue
                if not showing or widget.is_showing:
                    yield widget
            except GLib.Error:
                continue

    def find(self, roles=None, patience=PATIENCE, **what):
        description = f"{roles or 'a widget'} {what} in {self.name}"
        try:
            return wait_for(description, lambda: next(self.find_all(roles, **what), None), patience)
        except ScreenError as error:
            raise ScreenError(f"{error}; on the screen:\n{self.dump()}") from None

    def to_front(self, title, size=None):
        """Brings the window whose title begins so to the front; gives it a size where one is wanted."""
        self.window = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", f"^{title}"], check=True,
                                     stdout=subprocess.PIPE, text=True).stdout.split()[0]
        if size is not None:
            pointer("windowsize", self.window, *size)
            pointer("windowmove", self.window, 20, 30)
        pointer("windowactivate", "--sync", self.window)

    def picture(self, path):
        """The window that to_front() brought there, as PNG with few colours: small, and good enough to read."""
        time.sleep(REPAINT)
        subprocess.run(["import", "-window", self.window, "+dither", "-colors", "128", str(path)], check=True)

    def is_there(self, roles=None, **what):
        return next(self.find_all(roles, **what), None) is not None

    def button(self, name, patience=PATIENCE):
        return self.find(BUTTONS, patience, name=name)

    def field(self, name, patience=PATIENCE):
        return self.find(FIELDS, patience, name=name)

    def ticker(self, name, patience=PATIENCE):
        return self.find(TICKS, patience, name=name)

    def page(self, name, patience=PATIENCE):
        return self.find(BUTTONS + TICKS, patience, name=name)

    def label(self, name, patience=PATIENCE):
        return self.find(None, patience, name_part=name)

    def table(self, name, patience=PATIENCE):
        return self.find(("table", "tree table", "tree"), patience, name=name)

    def dump(self):
        """What is on the screen, for the message of a failure."""
        try:
            return self._dump()
        except GLib.Error:
            return f"  nothing: {self.name} has ended or does not answer"

    def _dump(self):
        lines = []
        for widget in self.root.descendants():
            try:
                if widget.is_showing and (widget.name or widget.role in FIELDS + TICKS):
                    lines.append(f"  {widget.role}: {widget.name[:100]!r} id={widget.identifier} "
                                 f"{'' if widget.is_enabled else '(off)'}")
            except GLib.Error:
                continue
        return "\n".join(lines)
