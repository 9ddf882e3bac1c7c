# SPDX-License-Identifier: GPL-3.0-or-later
"""driver console|client ACTION ARGUMENT...: one thing that a person does at the screen. Exit code 1 and the reason when it did
not go as it should."""

import sys

import client
import console
import events
from screen import ScreenError

ACTIONS = {
    "console": {"first-run": console.first_run, "add-user": console.add_user, "link-account": console.link_account,
                "issue-code": console.issue_code, "users": console.users_picture, "events": events.check,
                "default-liveness": console.default_liveness},
    "client": {"sign-in": client.sign_in, "enrol": client.enrol, "test-face": client.test_face,
               "sign-out": client.sign_out},
}


def main():
    program, action, *arguments = sys.argv[1:]
    try:
        ACTIONS[program][action](*arguments)
    except ScreenError as error:
        sys.exit(f"driver: {program} {action}: {error}")


main()
