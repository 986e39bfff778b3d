# shellcheck shell=bash
# lab up, lab down.

cmd_up() {
  parse_up "$@"
  need_machine
  lock_lab_or_fail
  refuse_if_up
  tear_down # what an interrupted or crashed lab left
  mkdir -p "$LAB" && lock_lab_or_fail
  # From here on nothing half made is left behind, unless this shell is killed; then lab down finds it.
  on_failure abandon_up
  build_what_is_missing
  start_lab
  on_failure_nothing
  say "up: $HOSTS, links of $LINK (lab list)"
}

parse_up() {
  local count='' suites=forky memory=''
  LINK=1gbit
  NETWORKS=
  while (( $# > 0 )); do
    need_value "$@"
    case $1 in
      --hosts) need_integer --hosts "$2" 1 "$MAX_HOSTS"; count=$2 ;;
      --suite) suites=$2 ;;
      --link) LINK=$2 ;;
      --memory) need_integer --memory "$2" 256 100000000; memory=$2 ;;
      --network) NETWORKS+="${NETWORKS:+ }$2" ;;
      *) bad_input "lab up: unknown argument '$1'" ;;
    esac
    shift 2
  done
  [[ -n $count ]] || bad_input "lab up: --hosts is missing"
  LINK_BITS=$(link_bits "$LINK") || bad_input "--link: '$LINK' is not a rate such as 500mbit or 10gbit"
  (( LINK_BITS >= 1000000 && LINK_BITS <= 100000000000 )) || bad_input "--link: $LINK is not between 1mbit and 100gbit"
  deal_suites "$count" "$suites"
  local given
  for given in $NETWORKS; do need_network "$given"; done
  HOST_MEMORY_MIB=${memory:-$(( $(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo) / 1024 / count ))}
}

# HOSTS and SUITE_OF: the suites go round the hosts.
deal_suites() { # deal_suites COUNT SUITE[,SUITE...]
  local -a dealt
  local suite i
  [[ $2 =~ ^[a-z]+(,[a-z]+)*$ ]] || bad_input "--suite: '$2' is not a list of suites such as forky,trixie"
  IFS=, read -ra dealt <<< "$2"
  for suite in "${dealt[@]}"; do
    [[ " $SUITES_KNOWN " == *" $suite "* ]] || bad_input "--suite: '$suite' is none of: $SUITES_KNOWN"
  done
  declare -gA SUITE_OF=()
  HOSTS=
  for (( i = 1; i <= $1; i++ )); do
    HOSTS+="${HOSTS:+ }host$i"
    SUITE_OF[host$i]=${dealt[(i - 1) % ${#dealt[@]}]}
  done
}

# A bridge is called br-NAME, and an interface's name has at most 15 characters.
need_network() { # need_network NAME=HOST[,HOST...]
  [[ $1 =~ ^([a-z0-9][a-z0-9-]{0,11})=(host[0-9]+(,host[0-9]+)*)$ && ${BASH_REMATCH[1]} != default ]] ||
    bad_input "--network: '$1' is not NAME=HOST[,HOST...] (a name of 1 to 12 of a-z, 0-9, '-', not default)"
  local host
  for host in ${BASH_REMATCH[2]//,/ }; do
    [[ -n ${SUITE_OF[$host]:-} ]] || bad_input "--network: '$host' is not a host of this lab ($HOSTS)"
  done
}

refuse_if_up() {
  [[ $(lab_state) != up ]] || ! namespace_exists "$FABRIC" ||
    fail "the lab '$LAB_NAME' is already up with $(lab_hosts); end it with lab down first"
}

abandon_up() {
  say "up did not succeed: taking down what was made of the lab '$LAB_NAME'"
  local log
  for log in "$LAB"/hosts/*/log/host.log; do
    [[ ! -s $log ]] || { say "end of ${log#"$LAB"/}:"; tail -n 5 "$log" >&2; }
  done
  tear_down
}

build_what_is_missing() {
  lock_cache
  install_missing_packages
  local host
  for host in $HOSTS; do
    ensure_root "${SUITE_OF[$host]}"
  done
  ensure_programs
  ensure_kernel
  unlock_cache
}

start_lab() {
  write_state starting
  mkdir -p "$LAB"/{hosts,guests,shared,boot}
  # The lab's own copies: another lab may meanwhile build newer ones.
  cp "$KERNEL" "$PROGRAMS_DIR/initrd.gz" "$LAB/boot/"
  make_fabric
  local host
  for host in $HOSTS; do
    prepare_host "$host" "${SUITE_OF[$host]}"
    connect_host "$host"
    start_host "$host"
  done
  start_meter
  for host in $HOSTS; do
    wait_until 60 host_is_ready "$host" || fail "$host: its libvirtd does not answer"
  done
  write_state up
}

write_state() {
  printf '%s\n' "state=$1" "hosts=$HOSTS" "link=$LINK" "linkBitsPerSecond=$LINK_BITS" "net=$LAB_NET" \
    "hostMemoryMiB=$HOST_MEMORY_MIB" "networks=$NETWORKS" | write_whole "$LAB/state"
}

cmd_down() {
  (( $# == 0 )) || bad_input "lab down: unknown argument '$1'"
  need_machine
  if [[ ! -d $LAB && -z $(lab_namespaces) ]]; then
    say "the lab '$LAB_NAME' is not there: nothing to do"
    return 0
  fi
  lock_lab 1 || { say "another command is at work on the lab '$LAB_NAME': waiting for it"; lock_lab 900; } ||
    fail "another command holds the lab '$LAB_NAME'"
  tear_down
  say "the lab '$LAB_NAME' is down"
}
