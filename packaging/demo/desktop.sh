# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
#
# The screen, the session bus and the accessibility bus of the demo. Sourced by packaging/demo/path.

# A virtual screen, where there is no display or none is wanted.
start_screen() {
    mkfifo "$work/display"
    # shellcheck disable=SC2016
    start xvfb "$work/xvfb.log" bash -c 'exec Xvfb -displayfd 3 -screen 0 1680x960x24 -nolisten tcp -noreset 3> "$1"' _ "$work/display"
    local number
    read -r -t 15 number < "$work/display" || die "Xvfb did not start, see $work/xvfb.log"
    export DISPLAY=:$number
    unset WAYLAND_DISPLAY XAUTHORITY
}

# Windows are brought to the front by a window manager; beside the one of a desktop openbox ends at once.
start_window_manager() { start openbox "$work/openbox.log" openbox; }

# A session bus for the programs of the demo; with the virtual camera it is the bus of that camera's session. The desktop's
# own bus belongs to another user when the demo runs by sudo.
start_session() {
    export QT_QPA_PLATFORM=xcb
    if [ "$camera" = virtual ]; then
        "$root/packaging/demo/virtual-camera" start "$work/camera" "$build/tests/kaomon-picture-player"
        # shellcheck disable=SC1091
        . "$work/camera/env"
        return 0
    fi
    mkdir -m 700 "$work/runtime"
    export XDG_RUNTIME_DIR=$work/runtime
    mkfifo "$work/bus"
    # shellcheck disable=SC2016
    start bus "$work/bus.log" bash -c 'exec dbus-daemon --session --nofork --nopidfile --print-address=3 3> "$1"' _ "$work/bus"
    read -r -t 15 DBUS_SESSION_BUS_ADDRESS < "$work/bus" || die "dbus-daemon did not start, see $work/bus.log"
    export DBUS_SESSION_BUS_ADDRESS
}

# The accessibility bus. The launcher gets no display, so that it leaves a desktop's own bus alone; Qt finds the bus by the
# session, the driver by $accessibility_bus. (Qt 6.4 does not register when AT_SPI_BUS_ADDRESS is set.)
start_accessibility() {
    start accessibility "$work/accessibility.log" env -u DISPLAY /usr/libexec/at-spi-bus-launcher --launch-immediately
    wait_until 10 accessibility_address || die "the accessibility bus did not start, see $work/accessibility.log"
    accessibility_bus=$(accessibility_address)
    unset AT_SPI_BUS_ADDRESS
    export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_ACCESSIBILITY=1
}

accessibility_address() {
    dbus-send --session --print-reply=literal --dest=org.a11y.Bus /org/a11y/bus org.a11y.Bus.GetAddress | tr -d ' ' | grep .
}

# The widgets of the console and the client, used as a screen reader does.
drive() {
    AT_SPI_BUS_ADDRESS=$accessibility_bus /usr/bin/python3 "$root/packaging/demo/driver" "$@" ||
        die "at the screen: $1 ${2:-}"
}
