# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# The PC: its agent and its client, and what the owner does for it in the console. Sourced by packaging/demo/path.

socket=$work/agent.sock
bundle=$work/bundle.json
pc_name=demo-pc

login_of() { [ "$1" = a ] && echo aoi || echo ben; }
display_name_of() { [ "$1" = a ] && echo "Aoi Demo" || echo "Ben Demo"; }

# secret NAME: a fresh password that meets the rules, in a file only root reads.
secret() {
    (umask 077 && printf 'Kd7-%s' "$(head -c 12 /dev/urandom | base64 | tr -d '/+=')" > "$work/$1")
    printf '%s' "$work/$1"
}

console_issue_code() {
    drive console issue-code "$pc_name" "$bundle"
    [ -s "$bundle" ] || die "the console wrote no bundle"
}

start_agent() {
    rm -f "$socket"
    mkdir -p -m 700 "$work/agent"
    start agent "$out/agent.log" "$bin/kaomon-agent" run --socket "$socket" --state-dir "$work/agent" \
        --models "$root/out/models/registry" --superuser-file "$work/superusers" --sync-interval 1
    if ! wait_until 30 test -S "$socket"; then
        tail -n 20 "$out/agent.log" >&2
        die "the agent did not start, see out/demo/agent.log"
    fi
}

agent_says() { "$bin/kaomon-agent" status --socket "$socket" 2> /dev/null | grep -qx "$1"; }

enrol_pc() {
    start_agent
    "$bin/kaomon-agent" enrol --socket "$socket" --bundle "$bundle" --name "$pc_name" | sed 's/^/   /'
    wait_until 30 agent_says state=active || die "the PC did not become active"
}

console_link_accounts() {
    local person
    add_os_accounts
    for person in a b; do
        drive console link-account "$(login_of $person)" "$pc_name" "$(account_of $person)"
    done
}

start_client() {
    is_running client || start client "$out/client.log" "$bin/kaomon-client" --socket "$socket" --language en
}

# client_enrols PERSON: signs in with the one-time password, makes an own one, agrees, enrols, signs out for the next one.
client_enrols() {
    local own picture=$out/client-enrolment.png
    own=$(secret "own-$1")
    [ "$1" = a ] || picture=$work/enrolment-b.png
    start_client
    is_gone_sign_in || drive client sign-out
    before_camera "$1" enrol "Let person $1 sit before the camera, to be enrolled."
    drive client sign-in "$(login_of "$1")" "$work/one-time-$1" "$own"
    drive client enrol "$picture"
    nobody_before_camera
}

is_gone_sign_in() { agent_says signed_in=0; }

# The same person tests the face with other pictures, then a stranger sits down.
client_tests_face() {
    before_camera a unlock "Let person a stay before the camera."
    drive client test-face "Recognised" "$out/client-unlocked.png"
    before_camera stranger unlock "Let somebody else sit before the camera."
    drive client test-face "Not recognised" "$out/client-stranger.png"
}
