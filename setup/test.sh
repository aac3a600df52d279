# run_tests [NAME...]: every suite, or the tests whose names contain one of the words; one summary over all of them.
# Sourced by ./faultline.

passed=0
failed=0
failures=()
reasons=""

# What the failed checks of a suite say, for the end of the whole output, which is all that some places show.
keep_reasons() {
    reasons+=$(printf '%s\n' "--- $1" && grep -E -A 7 ' ERROR: |SUMMARY: |^ *not ok ' "$2" | grep -vE '^ *(--)?$|MESSAGE|duration_ms|type:|---' | cut -c 1-300 | head -n 40)$'\n'
}

# One ctest suite. A suite that broke off before its summary counts as a failure.
ctest_suite() {
    local preset=$1 pattern=$2 output="$logs/ctest-$1.log" begun=$SECONDS status=0 total bad skipped
    [ -n "$pattern" ] && ctest --preset "$preset" -N -R "$pattern" | grep -q '^Total Tests: 0$' && return 0
    say "testing $preset"
    ctest --preset "$preset" -j "$(nproc)" ${pattern:+-R "$pattern"} >"$output" 2>&1 || status=$?
    read -r bad total < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+).*/\1 \2/p' "$output")
    if [ -z "$bad" ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        tail -n 40 "$output"
        total=1 bad=1
    fi
    skipped=$(grep -cE '\(Skipped\)$' "$output" || true)
    if [ "$bad" -gt 0 ]; then
        grep -vE '^ *Start |Passed +[0-9.]+ sec$' "$output" | tail -n 200
        keep_reasons "$preset" "$output"
        failures+=("$preset: $(sed -n '/The following tests FAILED/,$p' "$output" | grep -oE '[0-9]+ - [^ ]+' | sed 's/.* - //' | tr '\n' ' ')")
    fi
    passed=$((passed + total - bad))
    failed=$((failed + bad))
    printf '        %d passed, %d failed in %d s%s\n' $((total - bad)) "$bad" $((SECONDS - begun)) \
        "$([ "$skipped" -gt 0 ] && echo " ($skipped of them skipped, see $output)")"
}

# node_suite TITLE FILE...: test files for `node --test`, one after another since they share the machine's two cores.
node_suite() {
    local title=$1 output="$logs/node-$1.log" begun=$SECONDS status=0 good=0 bad=0
    shift
    [ $# -gt 0 ] || return 0
    say "testing $title"
    node --test --test-reporter=tap "$@" >"$output" 2>&1 || status=$?
    good=$(sed -n 's/^# pass //p' "$output" | tail -n 1)
    bad=$(($(sed -n 's/^# fail //p' "$output" | tail -n 1) + $(sed -n 's/^# cancelled //p' "$output" | tail -n 1)))
    if [ -z "$good" ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then good=0 bad=1; fi
    if [ "$bad" -gt 0 ]; then
        grep -vE '^ *(ok |---|\.\.\.|duration_ms|type:)' "$output" | tail -n 200
        keep_reasons "$title" "$output"
        failures+=("$title: $(grep -E '^ *not ok' "$output" | sed -E 's/^ *not ok [0-9]+ - //' | head -n 10 | tr '\n' ';')")
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
    printf '        %d passed, %d failed in %d s\n' "$good" "$bad" $((SECONDS - begun))
}

# The test files under a folder that the words select; all of them without words.
node_files() {
    local folder=$1 pattern=$2
    [ -d "$folder" ] || return 0
    find "$folder" -name node_modules -prune -o -name '*.test.mjs' -print | sort | grep -E "${pattern:-.}" || true
}

run_tests() {
    local pattern browser node
    pattern=$(IFS='|'; echo "$*")
    build gcc
    build clang-asan
    build web-tests
    for preset in gcc clang-asan web-tests; do ctest_suite "$preset" "$pattern"; done
    mapfile -t node < <(node_files tests "$pattern" | grep -v '^tests/browser/')
    node_suite node "${node[@]}"
    mapfile -t browser < <(node_files tests/browser "$pattern")
    node_suite browsers "${browser[@]}"
    printf '\n%s' "$reasons"
    for line in "${failures[@]}"; do echo "FAILED  $line"; done
    if [ $((passed + failed)) -eq 0 ]; then die "no test is called $*"; fi
    echo "$passed passed, $failed failed in $(elapsed)"
    [ "$failed" -eq 0 ]
}
