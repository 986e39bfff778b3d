# shellcheck shell=bash
# lab meter: what a guest suffered between two moments. The daemon (src/meter.c) writes the logs, meter.awk computes.

# After the end of a window the guest may still fetch its pages over the link: that is part of what the window cost.
readonly SETTLE_MILLIS=2000 BEFORE_MILLIS=3000 DEFAULT_WINDOW_MILLIS=10000

cmd_meter() {
  parse_meter "$@"
  need_guest "$GUEST"
  wait_until 5 is_past $(( TO + SETTLE_MILLIS + 150 )) || fail "--to: $TO is in the future"
  [[ -s $METER_DIR/$GUEST.log ]] || fail "$GUEST has not printed anything yet"
  compute_meter
}

parse_meter() {
  (( $# > 0 )) || bad_input "lab meter: NAME is missing"
  need_guest_name "$1"
  GUEST=$1 FROM='' TO='' FORM=text
  shift
  while (( $# > 0 )); do
    [[ $1 != --json ]] || { FORM=json; shift; continue; }
    need_value "$@"
    case $1 in
      --from) need_integer --from "$2" 0 99999999999999; FROM=$2 ;;
      --to) need_integer --to "$2" 0 99999999999999; TO=$2 ;;
      *) bad_input "lab meter: unknown argument '$1'" ;;
    esac
    shift 2
  done
  # Without an end: the last one after which enough is known already.
  TO=${TO:-$(( $(now_millis) - SETTLE_MILLIS - 200 ))}
  FROM=${FROM:-$(( TO - DEFAULT_WINDOW_MILLIS ))}
  (( FROM < TO )) || bad_input "--from: $FROM is not before --to, $TO"
}

now_millis() { date +%s%3N; }
is_past() { (( $(now_millis) >= $1 )); }

# Only what the window needs is handed on; the logs of a long-lived lab are long. A log that grew too long was renamed.
compute_meter() {
  local logs=() file
  for file in "$METER_DIR/links.log.1" "$METER_DIR/links.log"; do [[ ! -f $file ]] || logs+=("$file"); done
  logs+=(kind=counter)
  for file in "$METER_DIR/$GUEST.log.1" "$METER_DIR/$GUEST.log"; do [[ ! -f $file ]] || logs+=("$file"); done
  awk -v guest="$GUEST" -v from="$FROM" -v to="$TO" -v settle="$SETTLE_MILLIS" -v before="$BEFORE_MILLIS" -v form="$FORM" \
    -f "$LAB_BIN/lib/meter.awk" "${logs[@]}"
}
