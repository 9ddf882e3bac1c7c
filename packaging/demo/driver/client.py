# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the client."""

import pathlib
import re

from screen import PATIENCE, Program, ScreenError, wait_for

PROGRAM = "kaomon-client"
TITLE = "Kaomon$"
LONG = 3 * PATIENCE


def open_client():
    client = Program(PROGRAM)
    client.to_front(TITLE)
    return client


def sign_in(login, password_file, own_password_file):
    """With the one-time password, which has to be changed at once; then the consent."""
    one_time, own = (pathlib.Path(f).read_text(encoding="utf-8") for f in (password_file, own_password_file))
    client = open_client()
    client.field("Login name").fill(login)
    client.field("Password").fill(one_time)
    client.button("Sign in").press()
    client.field("New password", LONG).fill(own)
    if client.is_there(("password text",), name="Current password"):
        raise ScreenError("the client asks for the one-time password again")
    client.field("New password again").fill(own)
    client.button("Change password").press()
    client.button("I agree", LONG)
    client.find(None, name="Consent text")
    client.button("I agree").press()
    client.button("Start enrolment", LONG)


def enrol(picture):
    """The guided enrolment; a picture of the screen while the preview shows a face."""
    client = open_client()
    client.button("Start enrolment").press()
    wait_for("the third picture", lambda: pictures_taken(client) >= 3 or is_enrolled(client), LONG)
    client.picture(picture)
    wait_for("the end of the enrolment", lambda: ended(client), 120)
    if not is_enrolled(client):
        raise ScreenError("the enrolment failed; on the screen:\n" + client.dump())


def pictures_taken(client):
    """On a quick machine a number may have passed before it was read: a later one will do."""
    numbers = [re.search(r"picture (\d+) of", label.name) for label in client.find_all(name_part="picture ")]
    return max((int(number[1]) for number in numbers if number), default=0)


def is_enrolled(client):
    return client.is_there(name="Your face is enrolled")


def ended(client):
    return client.is_there(("push button",), name="Start enrolment")


def test_face(expected, picture):
    """expected: Recognised or Not recognised."""
    client = open_client()
    client.page("Status").go()
    client.page("Face test").go()  # shown anew: the last result is gone
    client.button("Test my face").press()
    client.label("Time:", LONG)
    client.picture(picture)
    if not client.is_there(name=expected):
        raise ScreenError(f"expected {expected!r}; on the screen:\n" + client.dump())


def sign_out():
    client = open_client()
    client.button("Sign out").press()
    client.button("Sign in")
