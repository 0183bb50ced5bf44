#!/usr/bin/env bash
# Builds a model of 20 elements and 25 relations in the real window with the pointer; only names are typed.
#
#   tests/support/by-pointer.sh PROGRAM FOLDER
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
    # A press and a move in one frame would be taken for a press where the move ends.
    settle
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

# From a handle of the ring around what is at a place, over an element.
ring() {
    at "$1" "$2"
    drag "$3" "$4" "$5" "$6"
}

# --- the canvas: a click in a zone makes a card, Enter the next ---

await_title opcanvas
xdotool windowfocus --sync "$(xdotool search --onlyvisible --name opcanvas | tail -1)"
sleep 0.3
settle
click 380 280
await_title "New operating model"
settle
shot 01-blank
click 1074 340
name "Retail customers"
end
click 600 378
name "Open an account"
end
click 985 340
name "Bank in minutes"
end
click 985 395
name "Grow deposits"
end
press 60 255
lead 60 255 700 345
shot 02-stage-over-stream
release
name "Apply"
name "Verify"
name "Open"
end
click 300 390
name "Identity provider"
end
click 690 590
name "Mobile app"
name "Core banking"
end
click 600 490
name "Know your customer"
end
click 340 590
name "Onboarding team"
end
# From the ring of a card to a stage.
at 440 471
press 445 457
lead 445 457 640 343
shot 03-ring-on-the-canvas
release
at 733 553
press 733 541
lead 733 541 735 345
release
shot 04-canvas

# --- a diagram: out of the outline, out of the palette, into containers ---

click 503 22
click 530 124
# By its name, since what the outline shows at a place depends on what was made before.
click 100 524
xdotool type --delay 8 "Open an account"
sleep 0.2
settle
drag 110 580 420 330
# The menu of the other button brings the stages, the bar lays them out.
click 370 315 3
click 470 653
click 563 64
sleep 0.4
settle
click 900 700
press 60 255
lead 60 255 634 381
shot 05-stage-over-flow
release
name "Sign"
end
drag 60 291 900 540
name "Current account"
end
drag 180 291 420 560
name "Branch team"
end
drag 60 326 420 700
name "Adviser"
end
press 420 700
lead 420 700 430 565
release
shot 06-part-of-it
xdotool key Return
settle

# --- rings: to elements, and to the empty page with a menu of kinds ---

click 700 750
at 915 385
drag 915 410 901 540
at 901 540
press 901 571
lead 901 571 700 640
release
shot 07-ring-to-the-page
click 762 608
name "Payment hub"
end
xdotool keydown alt
press 700 650
lead 700 650 930 170
shot 08-alt-drags-a-copy
release
xdotool keyup alt
settle
drag 60 205 400 170
name "Card issuer"
end
drag 180 363 660 170
name "Head office"
end

# A double-click opens the name of the copy.
at 900 150
xdotool click --repeat 2 --delay 60 1
sleep 0.2
settle
name "Ledger"
end
shot 09-twenty-elements

# --- thirteen relations by rings; where several kinds are legal one is picked ---

ring 400 166 400 194 551 385
ring 733 385 733 354 664 165
ring 930 160 930 189 915 385
ring 432 602 341 602 391 385
ring 700 640 700 612 733 385
ring 406 557 537 583 551 385
ring 930 160 839 160 664 165
ring 406 557 432 534 664 165
shot 10-a-choice-of-kinds
click 700 249
ring 400 166 491 166 901 540
ring 700 640 608 640 930 160
click 970 244
ring 700 640 700 668 901 540
ring 432 602 524 602 733 385
ring 406 557 537 583 915 385
end
shot 11-relations

# --- what changes no number: an end led elsewhere, level boxes, space, a lock, a fold ---

click 1080 800
click 551 260
drag 551 353 391 385
click 1080 800
click 400 166
xdotool keydown shift
click 664 166
click 930 160
xdotool keyup shift
shot 11b-level
click 579 233
click 1080 800
# The tool of the bar that makes space.
click 399 64
drag 620 480 620 510
click 901 570
click 930 506
click 406 587
click 446 527
click 1080 800
shot 12-arranged

# --- saved, and counted by the program itself ---

click 1306 22
click 975 621
for _ in $(seq 100); do
    file=$(find "$home" -maxdepth 1 -name '*.opcanvas.json' | head -1)
    [ -n "$file" ] && break
    sleep 0.1
done
[ -n "$file" ] || fail "nothing was saved"
sleep 0.3
settle
cp "$file" "$folder/model.opcanvas.json"
kill -0 "$window" || fail "the program has ended"
[ ! -s "$folder/terminal.txt" ] || fail "the program complained"
"$program" info "$folder/model.opcanvas.json" | tee "$folder/info.txt"
grep -q "20 elements" "$folder/info.txt" && grep -q "25 relations" "$folder/info.txt" ||
    fail "it should have 20 elements and 25 relations"
