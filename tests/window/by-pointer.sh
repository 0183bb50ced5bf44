#!/usr/bin/env bash
# Builds a model of 20 elements and 25 relations in the real window with the pointer; only names are typed.
#
#   tests/window/by-pointer.sh PROGRAM FOLDER
#
# Leaves a picture of every stage and the saved model in FOLDER, and fails unless the model has what it should. Needs Xvfb,
# xdotool and ImageMagick; says which is missing and ends well without them.
set -euo pipefail

if [ $# -ne 2 ]; then
    echo "usage: $0 PROGRAM FOLDER" >&2
    exit 64
fi
for tool in Xvfb xdotool import convert; do
    if ! command -v "$tool" >/dev/null; then
        echo "by-pointer: NOT RUN: $tool is missing (Xvfb, xdotool and ImageMagick are needed)" >&2
        exit 0
    fi
done

program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
home=$(mktemp -d)
mkdir -p "$home/run"
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state XDG_DATA_HOME=$home/data XDG_RUNTIME_DIR=$home/run
export LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C
unset WAYLAND_DISPLAY WAYLAND_SOCKET DBUS_SESSION_BUS_ADDRESS
window=
screen=
trap 'kill $window $screen 2>/dev/null || true; rm -rf "$home"' EXIT

# --- a screen of its own, and the window on it ---

exec {number}<> <(:)
Xvfb -displayfd "$number" -screen 0 1440x900x24 +extension GLX +render -noreset >/dev/null 2>&1 &
screen=$!
read -r -t 20 -u "$number" display
export DISPLAY=:$display

(cd "$home" && exec "$program") >"$folder/terminal.txt" 2>&1 &
window=$!

fail() {
    echo "by-pointer: $1" >&2
    import -window root "$folder/failed.png" || true
    cat "$folder/terminal.txt" >&2
    exit 1
}

# What is on the screen, as one number.
look() {
    import -silent -window root -depth 8 rgb:- | cksum
}

# Waits until nothing moves any more, at most two seconds: a caret may blink.
settle() {
    local before now
    before=$(look)
    for _ in 1 2 3 4 5 6 7 8; do
        sleep 0.05
        now=$(look)
        [ "$now" = "$before" ] && return
        before=$now
    done
}

# Waits until the title of the window has this in it.
await_title() {
    for _ in $(seq 200); do
        xdotool search --onlyvisible --name "$1" >/dev/null 2>&1 && return
        kill -0 "$window" 2>/dev/null || fail "the program has ended"
        sleep 0.05
    done
    fail "waited in vain for a window called $1"
}

# Presses, and whatever follows, are seen frame by frame, so each is given the time of some.
at() {
    xdotool mousemove "$1" "$2"
    sleep 0.12
}

click() {
    at "$1" "$2"
    xdotool click "${3:-1}"
    sleep 0.15
    settle
}

press() {
    at "$1" "$2"
    xdotool mousedown 1
    sleep 0.06
}

# Leads the pressed pointer from one place to another.
lead() {
    local i
    for i in 1 2 3 4 5; do
        xdotool mousemove $(($1 + ($3 - $1) * i / 5)) $(($2 + ($4 - $2) * i / 5))
        sleep 0.04
    done
    sleep 0.1
}

release() {
    xdotool mouseup 1
    sleep 0.15
    settle
}

drag() {
    press "$1" "$2"
    lead "$1" "$2" "$3" "$4"
    release
}

# Types a name and keeps it.
name() {
    xdotool type --delay 8 "$1"
    sleep 0.1
    xdotool key Return
    sleep 0.12
    settle
}

end() {
    xdotool key Escape
    sleep 0.1
    settle
}

shot() {
    import -silent -window root "$folder/$1.png"
}
