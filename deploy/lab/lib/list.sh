# shellcheck shell=bash
# lab list: what is there now, asked of the hosts, not remembered.

cmd_list() {
  local json=
  while (( $# > 0 )); do
    case $1 in
      --json) json=yes ;;
      *) bad_input "lab list: unknown argument '$1'" ;;
    esac
    shift
  done
  ask_hosts
  if [[ -n $json ]]; then list_json; else list_table; fi
}

# DOMAINS: one line "GUEST HOST STATE" per active domain. LIBVIRTD: running or down, per host.
ask_hosts() {
  declare -gA LIBVIRTD=()
  DOMAINS=
  local host answer
  for host in $(lab_hosts); do
    if answer=$(active_domains "$host"); then
      LIBVIRTD[$host]=running
    else
      LIBVIRTD[$host]=down
      answer=$(living_guests "$host")
    fi
    [[ -z $answer ]] || DOMAINS+="$answer"$'\n'
  done
}

active_domains() { # active_domains HOST
  local answer
  [[ -S $(socket_path "$1") ]] || return 1
  answer=$(timeout 5 virsh -q -c "$(host_uri "$1")" list 2> /dev/null) || return 1
  awk -v host="$1" 'NF >= 3 { name = $2; $1 = $2 = ""; sub(/^ +/, ""); gsub(/ /, "-"); print name, host, $0 }' <<< "$answer"
}

# Without its libvirtd a host's guests live on; that they are there can be seen, their state cannot.
living_guests() { # living_guests HOST
  local pid
  for pid in $(processes_of "$1"); do
    tr '\0' '\n' 2> /dev/null < "/proc/$pid/cmdline" | sed -n "s/^guest=\([a-z0-9-]*\),.*/\1 $1 unknown/p" || true
  done
}

shown_state() {
  case $(lab_state) in
    up) if namespace_exists "$FABRIC"; then echo up; else echo broken; fi ;;
    starting) echo starting ;;
    *) echo down ;;
  esac
}

# The state where the guest is active; on two hosts (a migration under way) the one on which it runs.
guest_state() { # guest_state GUEST
  awk -v guest="$1" '$1 == guest && (state == "" || $3 == "running") { state = $3 } END { print state == "" ? "inactive" : state }' <<< "$DOMAINS"
}

guest_hosts() { awk -v guest="$1" '$1 == guest { print $2 }' <<< "$DOMAINS" | xargs; }

json_strings() { # json_strings WORD...
  local text='' word
  for word in "$@"; do
    text+="${text:+,}\"$word\""
  done
  echo "[$text]"
}

json_lines() { # one string per line of the input
  local -a lines
  mapfile -t lines
  json_strings "${lines[@]}"
}

list_json() {
  local host guest hosts='' guests=''
  for host in $(lab_hosts); do hosts+="${hosts:+,}$(host_json "$host")"; done
  for guest in $(lab_guests); do guests+="${guests:+,}$(guest_json "$guest")"; done
  printf '{"lab":"%s","state":"%s","linkBitsPerSecond":%s,"meterDirectory":"%s","hosts":[%s],"guests":[%s]}\n' \
    "$LAB_NAME" "$(shown_state)" "$(number_of "$LAB/state" linkBitsPerSecond)" "$METER_DIR" "$hosts" "$guests"
}

number_of() { # number_of FILE KEY
  local value
  value=$(value_of "$1" "$2")
  echo "${value:-null}"
}

host_json() { # host_json HOST
  local cut=false
  ! is_cut "$1" || cut=true
  printf '{"host":"%s","suite":"%s","address":"%s","uri":"%s","peerUri":"%s","memoryMiB":%s,"libvirtd":"%s","cut":%s,"networks":%s}' \
    "$1" "$(value_of "$(host_dir "$1")/facts" suite)" "$(host_address "$1")" "$(host_uri "$1")" "$(host_peer_uri "$1")" \
    "$(number_of "$LAB/state" hostMemoryMiB)" "${LIBVIRTD[$1]}" "$cut" \
    "$(json_lines < <(host_networks "$1"))"
}

host_networks() { # host_networks HOST
  find "$(host_dir "$1")/etc/networks" -name '*.xml' -printf '%f\n' 2> /dev/null | sed 's/\.xml$//' | sort
}

guest_json() { # guest_json GUEST
  local file host=null
  file=$(guest_file "$1")
  local -a active
  read -ra active <<< "$(guest_hosts "$1")"
  (( ${#active[@]} != 1 )) || host="\"${active[0]}\""
  printf '{"guest":"%s","host":%s,"hosts":%s,"state":"%s","memoryMiB":%s,"workingSetMiB":%s,"dirtyRateMiBps":%s,"compressible":%s,"uuid":"%s","pool":"%s","volume":"%s","diskMiB":%s}' \
    "$1" "$host" "$(json_strings "${active[@]}")" "$(guest_state "$1")" "$(number_of "$file" memoryMiB)" "$(number_of "$file" workingSetMiB)" \
    "$(number_of "$file" dirtyRateMiBps)" "$(number_of "$file" compressible)" "$(value_of "$file" uuid)" \
    "$(value_of "$file" pool)" "$(value_of "$file" volume)" "$(number_of "$file" diskMiB)"
}

list_table() {
  printf 'lab %s: %s' "$LAB_NAME" "$(shown_state)"
  [[ $(shown_state) != down ]] || { echo; return 0; }
  printf ', links of %s\n\n' "$(value_of "$LAB/state" link)"
  local format='%-8s %-8s %-15s %-9s %-5s %s\n' host guest
  # shellcheck disable=SC2059 # the formats are the lines above
  printf "$format" HOST SUITE ADDRESS LIBVIRTD LINK URI
  for host in $(lab_hosts); do
    # shellcheck disable=SC2059
    printf "$format" "$host" "$(value_of "$(host_dir "$host")/facts" suite)" "$(host_address "$host")" "${LIBVIRTD[$host]}" \
      "$(is_cut "$host" && echo cut || echo up)" "$(host_uri "$host")"
  done
  [[ -n $(lab_guests) ]] || return 0
  echo
  format='%-16s %-14s %-14s %11s %11s %12s %12s\n'
  # shellcheck disable=SC2059
  printf "$format" GUEST HOST STATE MEMORY/MiB SET/MiB RATE/MiB/s COMPRESSIBLE
  for guest in $(lab_guests); do guest_row "$format" "$guest"; done
}

guest_row() { # guest_row FORMAT GUEST
  local file where
  file=$(guest_file "$2")
  where=$(guest_hosts "$2")
  # shellcheck disable=SC2059
  printf "$1" "$2" "${where:--}" "$(guest_state "$2")" "$(value_of "$file" memoryMiB)" "$(value_of "$file" workingSetMiB)" \
    "$(value_of "$file" dirtyRateMiBps)" "$(value_of "$file" compressible)"
}
