# shellcheck shell=bash
# What can go wrong with a host, on demand.

prepare_fault() { # prepare_fault COMMAND HOST...
  (( $# > 1 )) || bad_input "lab $1: HOST is missing"
  (( $# == 2 )) || bad_input "lab $1: unknown argument '$3'"
  [[ $2 =~ ^host[0-9]+$ ]] || bad_input "HOST: '$2' is not a host's name such as host1"
  need_machine
  need_lab_up
  need_host HOST "$2"
}

is_cut() { # is_cut HOST
  ! ip -n "$FABRIC" -o link show "$(port_of "$1")" 2> /dev/null | grep -q ' master br0 '
}

# Off the switch: the interface stays up, packets go nowhere, as with a pulled cable behind the next switch.
cmd_cut() {
  prepare_fault cut "$@"
  ip -n "$FABRIC" link set "$(port_of "$1")" nomaster
  say "$1 is cut off from the other hosts (lab heal $1)"
}

cmd_heal() {
  prepare_fault heal "$@"
  ip -n "$FABRIC" link set "$(port_of "$1")" master br0
  say "$1 is connected again"
}

cmd_kill_libvirtd() {
  prepare_fault kill-libvirtd "$@"
  local pid
  pid=$(libvirtd_pid "$1")
  [[ -n $pid ]] || fail "$1 has no libvirtd running at the moment"
  kill -KILL "$pid"
  say "libvirtd of $1 is killed; the host starts it again in a second"
}

# The data connections have one end on a port of libvirt's migration range; libvirtd's own go to 16509 and stay.
cmd_break_migration() {
  prepare_fault break-migration "$@"
  local broken
  broken=$(ip netns exec "$(host_netns "$1")" ss -HKtn state connected \
    '( sport >= :49152 and sport <= :49215 ) or ( dport >= :49152 and dport <= :49215 )' | wc -l)
  (( broken > 0 )) || fail "$1 has no connection of a migration at the moment"
  say "broke $broken connections of migrations on $1"
}
