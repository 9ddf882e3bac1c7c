#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server on loopback for tests.

    smtp_server.py FOLDER [--tls CERTIFICATE KEY] [--implicit-tls] [--auth USER PASSWORD]

Prints its port, then serves until its standard input ends. What it does with a mail stands in FOLDER/mode, read
for each command: accept, refuse-recipient (550), defer-recipient (451), refuse-sender (550), refuse-data (554),
defer-data (452), drop-after-data (hangs up without an answer, keeping the mail), hang-up (right after
its answer), shut (421). Mails taken are
FOLDER/<n>.eml, with FOLDER/<n>.to for the recipient; the dialogue's verbs are lines of FOLDER/verbs, and
FOLDER/connections has a line for each connection.
"""

import argparse
import asyncio
import logging
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Behaviour:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def mode(self):
        try:
            return (self.folder / "mode").read_text().strip()
        except FileNotFoundError:
            return "accept"

    def connected(self):
        with open(self.folder / "connections", "a") as connections:
            connections.write("one\n")

    def note(self, verb):
        with open(self.folder / "verbs", "a") as verbs:
            verbs.write(verb + "\n")

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.note("MAIL " + ("tls" if session.ssl else "plain") + (" auth" if session.authenticated else ""))
        mode = self.mode()
        if mode == "shut":
            return "421 4.3.2 closing"
        if mode == "refuse-sender":
            return "550 5.7.1 sender refused"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.note("RCPT")
        mode = self.mode()
        if mode == "refuse-recipient":
            return "550 5.1.1 no such mailbox"
        if mode == "defer-recipient":
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    def keep(self, envelope):
        self.count += 1
        (self.folder / f"{self.count}.to").write_text("\n".join(envelope.rcpt_tos))
        (self.folder / f"{self.count}.part").write_bytes(envelope.original_content)
        (self.folder / f"{self.count}.part").rename(self.folder / f"{self.count}.eml")

    async def handle_DATA(self, server, session, envelope):
        self.note("DATA")
        mode = self.mode()
        if mode == "refuse-data":
            return "554 5.6.0 looks like junk"
        if mode == "defer-data":
            return "452 4.2.2 mailbox full"
        self.keep(envelope)
        if mode == "drop-after-data":
            server.transport.abort()
            return "250 2.0.0 never seen"
        if mode == "hang-up":
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 2.0.0 taken"


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        good = data.login == user.encode() and data.password == password.encode()
        return AuthResult(success=good, handled=False)

    return check


def quieten():
    """The library warns of a property that it sets itself at each sign-in, and that nothing here uses."""
    warning = "Session.login_data is deprecated"
    logging.getLogger("mail.log").addFilter(lambda record: warning not in record.getMessage())


async def serve(options):
    folder = pathlib.Path(options.folder)
    behaviour = Behaviour(folder)
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
    arguments = {"hostname": "localhost", "enable_SMTPUTF8": False}
    if context and not options.implicit_tls:
        arguments.update(tls_context=context, require_starttls=True)
    if options.auth:
        arguments.update(auth_required=True, authenticator=authenticator(*options.auth),
                         auth_require_tls=bool(options.tls) and not options.implicit_tls)
    loop = asyncio.get_running_loop()

    def connection():
        behaviour.connected()
        return SMTP(behaviour, loop=loop, **arguments)

    server = await loop.create_server(connection, "127.0.0.1", 0,
                                      ssl=context if options.implicit_tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--implicit-tls", action="store_true")
    parser.add_argument("--auth", nargs=2)
    quieten()
    asyncio.run(serve(parser.parse_args()))


main()
