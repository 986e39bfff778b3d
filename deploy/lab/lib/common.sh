# shellcheck shell=bash
# shellcheck disable=SC2034 # what is set here is used in the other parts
# Messages, names, limits, paths and locks: what every other part of the lab uses.

readonly MAX_HOSTS=16 MAX_MEMORY_MIB=65536 MAX_DIRTY_RATE_MIBPS=10000
readonly SUITES_KNOWN="forky trixie"
# A UNIX socket's path has at most 107 characters; "/hosts/host16/run/libvirt-sock" and a lab's name must still fit.
readonly MAX_SOCKET_PATH=100

say() { printf 'lab: %s\n' "$*" >&2; }
die() { local status=$1; shift; say "$*"; exit "$status"; }
fail() { die 1 "$@"; }
bad_input() { die 2 "$* (lab --help shows the usage)"; }

# ---- cleaning up: runs a command when this one fails or is interrupted, and keeps the exit status ----

on_failure() { # on_failure COMMAND...
  CLEANING=("$@")
  trap 'clean_up $?' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

on_failure_nothing() { trap - EXIT INT TERM HUP; }

clean_up() { # clean_up STATUS
  on_failure_nothing
  (( $1 == 0 )) || ("${CLEANING[@]}") || true
  exit "$1"
}

# ---- arguments: each check names the argument that it refuses ----

# An option that came without its value, and what must be given but was not.
need_value() {
  (( $# >= 2 )) || bad_input "$1: its value is missing"
}

need_given() { # need_given ARGUMENT VALUE [ARGUMENT VALUE]...
  while (( $# > 0 )); do
    [[ -n $2 ]] || bad_input "$1 is missing"
    shift 2
  done
}

is_integer() { [[ $1 =~ ^(0|[1-9][0-9]{0,14})$ ]]; }

need_integer() { # need_integer ARGUMENT VALUE MIN MAX
  is_integer "$2" || bad_input "$1: '$2' is not a whole number"
  (( $2 >= $3 && $2 <= $4 )) || bad_input "$1: $2 is not between $3 and $4"
}

need_fraction() { # need_fraction ARGUMENT VALUE
  [[ $2 =~ ^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$ ]] || bad_input "$1: '$2' is not a number between 0 and 1"
}

need_guest_name() { # need_guest_name VALUE
  [[ $1 =~ ^[a-z0-9][a-z0-9-]{0,31}$ ]] ||
    bad_input "NAME: '$1' is not a guest's name (1 to 32 of a-z, 0-9, '-', not beginning with '-')"
}

# Bits per second of "500mbit", "10gbit", "64kbit"; prints nothing and fails on anything else.
link_bits() {
  [[ $1 =~ ^([1-9][0-9]{0,8})(kbit|mbit|gbit)$ ]] || return 1
  local factor
  case ${BASH_REMATCH[2]} in
    kbit) factor=1000 ;;
    mbit) factor=1000000 ;;
    gbit) factor=1000000000 ;;
  esac
  echo $(( BASH_REMATCH[1] * factor ))
}

# ---- where things are ----

set_paths() {
  LAB_NAME=${GODWIT_LAB_NAME:-godwit}
  [[ $LAB_NAME =~ ^[a-z0-9][a-z0-9-]{0,11}$ ]] ||
    bad_input "GODWIT_LAB_NAME: '$LAB_NAME' is not a lab's name (1 to 12 of a-z, 0-9, '-', not beginning with '-')"
  LAB_ROOT=${GODWIT_LAB_DIR:-/var/tmp/godwit-lab}
  # Only harmless characters: the path goes into mount options, XML and JSON.
  [[ $LAB_ROOT =~ ^(/[A-Za-z0-9._-]+)+$ ]] ||
    bad_input "GODWIT_LAB_DIR: '$LAB_ROOT' is not an absolute path of letters, digits, '.', '_' and '-'"
  LAB_NET=${GODWIT_LAB_NET:-10.77.0}
  valid_net "$LAB_NET" || bad_input "GODWIT_LAB_NET: '$LAB_NET' is not the first three numbers of an IPv4 network"
  LAB="$LAB_ROOT/labs/$LAB_NAME"
  FABRIC="$LAB_NAME-fabric"
  METER_DIR="$LAB/meter"
  local longest
  longest=$(socket_path "host$MAX_HOSTS")
  (( ${#longest} <= MAX_SOCKET_PATH )) ||
    bad_input "GODWIT_LAB_DIR: '$LAB_ROOT' is too long for the sockets in it (at most $MAX_SOCKET_PATH characters)"
}

valid_net() {
  [[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]] || return 1
  local part
  for part in "${BASH_REMATCH[@]:1}"; do
    (( 10#$part <= 255 )) || return 1
  done
}

# A lab keeps the addresses that it was made with, whatever the environment says later.
recall_net() {
  local recorded
  recorded=$(value_of "$LAB/state" net)
  LAB_NET=${recorded:-$LAB_NET}
}

host_dir() { echo "$LAB/hosts/$1"; }
host_netns() { echo "$LAB_NAME-$1"; }
host_address() { echo "$LAB_NET.${1#host}"; }
host_peer_uri() { echo "qemu+tcp://$(host_address "$1")/system"; }
socket_path() { echo "$LAB/hosts/$1/run/libvirt-sock"; }
host_uri() { echo "qemu+unix:///system?socket=$(socket_path "$1")"; }
guest_file() { echo "$LAB/guests/$1"; }
console_file() { echo "$LAB/hosts/$1/guests/$2.console"; } # console_file HOST GUEST

# ---- what is written down of a lab: plain KEY=VALUE files, written whole or not at all ----

write_whole() { # write_whole FILE; the content on standard input
  cat > "$1.new" && mv -f "$1.new" "$1"
}

value_of() { # value_of FILE KEY; empty where the file or the key is missing
  [[ -f $1 ]] || return 0
  sed -n "s/^$2=//p" "$1" | head -n 1
}

lab_state() { value_of "$LAB/state" state; }
lab_hosts() { value_of "$LAB/state" hosts; }
lab_guests() { [[ ! -d $LAB/guests ]] || find "$LAB/guests" -maxdepth 1 -type f -name '[a-z0-9]*' ! -name '*.*' -printf '%f\n' | sort -V; }

need_lab_up() {
  [[ $(lab_state) == up ]] || fail "the lab '$LAB_NAME' is not up (lab up --hosts 2)"
}

need_host() { # need_host ARGUMENT VALUE
  local host
  for host in $(lab_hosts); do
    [[ $host != "$2" ]] || return 0
  done
  bad_input "$1: '$2' is not a host of the lab '$LAB_NAME' (it has: $(lab_hosts))"
}

need_guest() { # need_guest VALUE
  need_guest_name "$1"
  [[ -f $(guest_file "$1") ]] || bad_input "NAME: the lab '$LAB_NAME' has no guest '$1'"
}

# ---- locks: held by an open file, so a killed command leaves none behind ----

# Descriptor 8 is the lock of the cached files, 9 the one of the lab; whatever outlives this command must be started
# with none of them (see detached in hosts.sh), or it would hold them on.
lock_lab() { # lock_lab SECONDS
  local end=$(( SECONDS + $1 + 1 ))
  while (( SECONDS < end )); do
    mkdir -p "$LAB"
    exec 9> "$LAB/lock"
    flock -w "$1" 9 || return 1
    # A "lab down" deletes the file that it holds; the lock of a deleted file keeps nobody out.
    [[ ! $LAB/lock -ef /proc/self/fd/9 ]] || return 0
  done
  return 1
}

lock_lab_or_fail() {
  lock_lab 60 || fail "another command is at work on the lab '$LAB_NAME' for a minute already"
}

lock_cache() {
  mkdir -p "$LAB_ROOT"
  exec 8> "$LAB_ROOT/cache.lock"
  flock -n 8 || { say "another lab is building the files shared by all labs: waiting for it"; flock 8; }
}

unlock_cache() { exec 8>&-; }

# ---- waiting: for a condition with a limit, never for a time ----

wait_until() { # wait_until SECONDS COMMAND...
  local end=$(( SECONDS + $1 ))
  shift
  until "$@"; do
    (( SECONDS < end )) || return 1
    sleep 0.05
  done
}
