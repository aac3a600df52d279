# What every set-up script shares: progress lines with the elapsed time, one clear line on failure, logs.
# Sourced with FAULTLINE_ROOT set to the root of the repository.

third_party="$FAULTLINE_ROOT/third_party"
stamps="$third_party/stamps"
logs="$FAULTLINE_ROOT/build/logs"
started=${FAULTLINE_STARTED:-$SECONDS}

elapsed() {
    local seconds=$((SECONDS - started))
    printf '%d:%02d' $((seconds / 60)) $((seconds % 60))
}

say() {
    printf '[%s] %s\n' "$(elapsed)" "$*"
}

# die LINE: says what went wrong and what to do, and ends the command.
die() {
    printf 'faultline: %s\n' "$*" >&2
    exit 1
}

free_kib() {
    df -Pk "$1" | awk 'NR == 2 {print $4}'
}

# need_space MIB WHAT: ends the command when the disk of the repository has less than that free.
need_space() {
    local free=$(($(free_kib "$FAULTLINE_ROOT") / 1024))
    [ "$free" -ge "$1" ] ||
        die "the disk is too full to $2: $free MiB are free under $FAULTLINE_ROOT and $1 MiB are needed; free some space and try again"
}

# Prints the last line of a log every ten seconds, so that a long step shows that it lives.
heartbeat() {
    local log=$1 begun=$SECONDS
    # The sleep outlives its parent; it must not keep the caller's pipe open.
    while sleep 10 >/dev/null 2>&1; do
        printf '        %3d s  %s\n' $((SECONDS - begun)) "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)"
    done
}

# step TITLE COMMAND...: runs a command with its output in a log; on failure shows the log's end and ends.
# With FAULTLINE_QUIET only a step that lasts is heard of.
step() {
    local title=$1 status=0 pulse log
    shift
    mkdir -p "$logs" 2>/dev/null || die "cannot write to $FAULTLINE_ROOT/build: check its owner and the free space of its disk"
    log="$logs/$(printf '%s' "$title" | tr -c 'A-Za-z0-9.\n' '-').log"
    [ -n "${FAULTLINE_QUIET:-}" ] || say "$title"
    : >"$log" || die "cannot write $log: is the disk full?"
    heartbeat "$log" &
    pulse=$!
    # shellcheck disable=SC2064
    trap "kill $pulse 2>/dev/null" EXIT
    "$@" >>"$log" 2>&1 || status=$?
    kill "$pulse" 2>/dev/null
    wait "$pulse" 2>/dev/null || true
    trap - EXIT
    [ "$status" -eq 0 ] && return 0
    tail -n "${FAULTLINE_LOG_LINES:-25}" "$log" >&2
    explain_failure "$title" "$log"
}

# Turns the usual reasons into a line that says what to do.
explain_failure() {
    local title=$1 log=$2
    if grep -qi 'no space left on device' "$log" || [ "$(free_kib "$FAULTLINE_ROOT")" -lt 20480 ]; then
        die "the disk is full ($title): free some space and try again"
    elif grep -qiE 'temporary failure resolving|could not resolve|unable to connect|network is unreachable|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED' "$log"; then
        die "no network ($title): connect this machine and try again; what is already there is kept"
    fi
    die "$title: failed; the whole log is $log"
}

# A piece is made once for a key, which names its version, its hash and how it is made.
piece_is_current() {
    [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$2" ]
}

piece_done() {
    mkdir -p "$stamps"
    printf '%s\n' "$2" >"$stamps/$1"
}
