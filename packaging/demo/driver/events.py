# SPDX-License-Identifier: GPL-3.0-or-later
"""What the owner reads in the console's events."""

from console import open_console, open_page
from screen import ScreenError, wait_for

TABLE = "List of events"


def check(login_a, login_b, picture):
    """For each of the two an accepted and a refused logon, the refused ones with their reason, all with the time."""
    console = open_console()
    open_page(console, "Events")
    wanted = {(login, what) for login in (login_a, login_b) for what in ("Logon by face", "Logon refused")}
    events = wait_for("the events of both people", lambda: read(console, wanted), 60)
    for event in events:
        if (event["User"], event["Event"]) not in wanted:
            continue
        if not event["Took"] or not event["Camera"]:
            raise ScreenError(f"an event lacks time or camera: {event}")
        if event["Event"] == "Logon refused" and not event["Reason"]:
            raise ScreenError(f"a refusal lacks its reason: {event}")
        print("   " + "  ".join(filter(None, event.values())))
    console.picture(picture)


def read(console, wanted):
    console.button("Refresh").press()
    table = console.table(TABLE)
    names = table.header()
    events = [dict(zip(names, row)) for row in table.rows()]
    found = {(event.get("User"), event.get("Event")) for event in events}
    return events if wanted <= found else None
