# try.sh - for cases of several commands: `try COMMAND…` prints the command, what it says
# on stdout and stderr, and the status it ends with unless that is 0.
# shellcheck shell=sh disable=SC2034
try() {
    printf '$'
    printf ' %s' "$@"
    echo
    status=0
    "$@" 2>&1 || status=$?
    [ "$status" -eq 0 ] || echo "exit $status"
}
# shellcheck shell=sh disable=SC2034

# quiet COMMAND…: the same without the warnings, for what is not about them.
quiet() {
    try "$@" | grep -v '^pinbench: warning: '
}

# data=SPEC of the toy labels with their corpus and groups.
data=pinpoint:toy.jsonl,index=index.txt,groups=groups.tsv
