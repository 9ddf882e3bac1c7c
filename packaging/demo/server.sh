# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# The server with its tenant, and the owner's console. Sourced by packaging/demo/path.

database=$work/server/kaomon.db
server_url=

start_server() {
    local port
    port=$(free_port)
    server_url=https://127.0.0.1:$port
    mkdir -m 700 "$work/server"
    start server "$out/server.log" "$bin/kaomon-syncserver" --data-dir "$work/server" --listen "127.0.0.1:$port"
    wait_until 20 curl -skf "$server_url/readyz" || {
        tail -n 20 "$out/server.log" >&2
        die "the server did not start, see out/demo/server.log"
    }
}

# The bootstrap code goes to the owner by a file, and the fingerprint of the server with it.
create_tenant() {
    (umask 077 && "$bin/kaomonctl" --data-dir "$work/server" tenant create --name Demo --demo > "$work/tenant")
    grep -v bootstrap_code "$work/tenant" | sed 's/^/   /'
}

# write_owner PASSWORD_FILE: what the owner types into the wizard, as one JSON file.
write_owner() {
    (umask 077 && /usr/bin/python3 - "$work/tenant" "$1" > "$work/owner.json") << 'EOF'
import json
import pathlib
import sys

tenant = dict(line.split(": ", 1) for line in pathlib.Path(sys.argv[1]).read_text().splitlines())
print(json.dumps({"code": tenant["bootstrap_code"], "fingerprint": tenant["pin"], "login": "owner", "name": "Demo Owner",
                  "password": pathlib.Path(sys.argv[2]).read_text()}))
EOF
}

console_first_run() {
    write_owner "$(secret owner-password)"
    (umask 077 && mkdir "$work/console")
    start console "$out/console.log" "$bin/kaomon-admin" --server "$server_url" --settings "$work/console" \
        --recovery-sheet "$work/recovery.pdf" --bundle "$bundle" --language en --appearance light
    drive console first-run "$work/owner.json"
}

console_add_users() {
    local person
    for person in a b; do
        drive console add-user "$(login_of $person)" "$(display_name_of $person)" "$work/one-time-$person"
    done
}

console_shows_events() {
    drive console events "$(login_of a)" "$(login_of b)" "$out/console-events.png"
    drive console users "$out/console-users.png"
}

# What the demo said of liveness is taken back: the default applies, as in any other tenant.
console_default_liveness() {
    drive console default-liveness "$out/console-liveness.png"
    wait_until 60 agent_says liveness_logon=2 || die "the new settings did not reach the PC"
}
