# SPDX-License-Identifier: GPL-3.0-or-later
"""What the owner does in the console."""

import json
import pathlib
import re

from screen import PATIENCE, Program, ScreenError, wait_for

PROGRAM = "kaomon-admin"
TITLE = "Kaomon console"
SIZE = (1620, 860)  # all columns of the events
LONG = 3 * PATIENCE  # keys are made, a password is split


def open_console():
    console = Program(PROGRAM)
    console.to_front(TITLE, SIZE)
    return console


def open_page(console, name, patience=20):
    console.page(name, patience).go()


def only_letters(text):
    return "".join(c for c in text.lower() if c.isalnum())


def first_run(owner_file):
    """The wizard, from the server's address (which the console was started with) to the first session."""
    owner = json.loads(pathlib.Path(owner_file).read_text(encoding="utf-8"))
    console = open_console()
    console.button("Connect").press()
    shown = console.field("Server fingerprint").text
    if only_letters(owner["fingerprint"]) != only_letters(shown):
        raise ScreenError(f"the wizard shows the fingerprint {shown!r}, the server printed {owner['fingerprint']!r}")
    console.button("Trust this server").press()
    console.field("Bootstrap code").fill(owner["code"])
    console.button("Continue").press()
    console.field("Login name").fill(owner["login"])
    console.field("Display name").fill(owner["name"])
    console.field("Password").fill(owner["password"])
    console.field("Password again").fill(owner["password"])
    console.button("Create tenant keys").press()
    console.button("Save recovery sheet", LONG).press()
    console.label("Saved as")
    console.ticker("I have stored the recovery sheet").tick()
    console.button("Finish").press()
    console.page("Users", LONG)


def add_user(login, name, password_file):
    """A member; the one-time password that the console shows goes into the file."""
    console = open_console()
    open_page(console, "Users")
    console.button("Add user").press()
    create = console.button("Create user")
    # The page behind has no fields of these names; the dialog's are the only ones showing.
    console.field("Login name").fill(login)
    console.field("Display name").fill(name)
    create.press()
    password = console.field("One-time password", LONG).text
    if not re.fullmatch(r"[A-Za-z0-9-]{16,}", password):
        raise ScreenError("the console shows no one-time password")
    pathlib.Path(password_file).write_text(password, encoding="utf-8")
    console.button("Close").press()
    wait_for("the new user in the list", lambda: row_of(console, login) is not None)


def issue_code(label, bundle):
    """A code for one PC; the console was told where the bundle goes."""
    console = open_console()
    open_page(console, "Devices")
    console.find("page tab", name="Enrolment codes").go()
    console.button("New enrolment code").press()
    console.field("Label").fill(label)
    console.button("Create code").press()
    console.button("Save bundle", LONG).press()
    console.label("Saved as")
    if not pathlib.Path(bundle).is_file():
        raise ScreenError("the console says that it saved the bundle, but it is not there")
    console.button("Close").press()


def row_of(console, login):
    for index, row in enumerate(console.table("List of users").rows()):
        if login in row:
            return index
    return None


def link_account(login, pc, account):
    """Tells the PCs which account of the operating system belongs to the user."""
    console = open_console()
    open_page(console, "Users")
    console.button("Refresh").press()
    wait_for(f"{login} in the list", lambda: row_of(console, login) is not None)
    row = row_of(console, login)
    table = console.table("List of users")
    table.cell(row, 0).go()
    console.find("label", name=table.rows()[row][1])  # the panel shows this user
    console.button("Link account").press()
    field = console.field("Account name")
    if not console.is_there(name_part=pc):
        raise ScreenError(f"the dialog does not offer the PC {pc}")
    field.fill(account)
    console.button("Link").press()
    console.label(f"{account} on {pc}")


def default_liveness(picture):
    """Takes back what the demo tenant says of liveness at logon and unlock, so that the default applies; signed."""
    console = open_console()
    open_page(console, "Settings")
    console.field("Search all settings", LONG).fill("Liveness check at")
    for setting in ("Liveness check at logon", "Liveness check at unlock"):
        console.button(f"Say nothing here: {setting}", LONG).press()
    console.label("Changes not signed yet: 2")
    console.picture(picture)
    console.button("Preview and apply").press()
    console.field("Reason", LONG).fill("Photographs must be refused")
    console.button("Sign and apply").press()
    wait_for("the signed settings", lambda: not console.is_there(name_part="Changes not signed yet"), LONG)


def users_picture(picture):
    console = open_console()
    open_page(console, "Users")
    console.button("Refresh").press()
    wait_for("two enrolled users", lambda: sum("Enrolled" in row for row in console.table("List of users").rows()) >= 2)
    console.picture(picture)
