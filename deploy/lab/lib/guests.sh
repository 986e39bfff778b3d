# shellcheck shell=bash
# lab guest, lab guest-remove, and what is known of guests.

# What a guest's kernel and program need beside the working set.
readonly GUEST_OVERHEAD_MIB=96 USUAL_DISK_MIB=64 MAX_DISK_MIB=16384 BOOT_SECONDS=180
readonly CLASSES="critical standard batch"

cmd_guest() {
  parse_guest "$@"
  need_machine
  lock_lab_or_fail
  need_lab_up
  need_host --host "$HOST"
  [[ ! -e $(guest_file "$GUEST") ]] || bad_input "NAME: the lab '$LAB_NAME' has a guest '$GUEST' already"
  forget_guest "$GUEST"
  on_failure remove_guest "$GUEST"
  create_guest
  on_failure_nothing
  say "$GUEST runs on $HOST and dirties its working set"
}

parse_guest() {
  (( $# > 0 )) || bad_input "lab guest: NAME is missing"
  need_guest_name "$1"
  GUEST=$1 HOST='' MEMORY_MIB='' WORKING_SET_MIB='' DIRTY_RATE_MIBPS='' COMPRESSIBLE=0
  DISK_MIB=$USUAL_DISK_MIB DISK_FORMAT=raw POOL='' LABELS='' MORE_LABELS='' LOAD='' SECOND_MIB=0 CPU_MODEL=qemu64 MACHINE=pc-q35-10.0 NETWORK=''
  shift
  while (( $# > 0 )); do
    need_value "$@"
    case $1 in
      --host) HOST=$2 ;;
      --memory) need_integer --memory "$2" 128 "$MAX_MEMORY_MIB"; MEMORY_MIB=$2 ;;
      --working-set) need_integer --working-set "$2" 1 "$MAX_MEMORY_MIB"; WORKING_SET_MIB=$2 ;;
      --dirty-rate) need_integer --dirty-rate "$2" 0 "$MAX_DIRTY_RATE_MIBPS"; DIRTY_RATE_MIBPS=$2 ;;
      --compressible) need_fraction --compressible "$2"; COMPRESSIBLE=$2 ;;
      *) parse_guest_more "$@" ;;
    esac
    shift 2
  done
  need_given --host "$HOST" --memory "$MEMORY_MIB" --working-set "$WORKING_SET_MIB" --dirty-rate "$DIRTY_RATE_MIBPS"
  (( WORKING_SET_MIB + SECOND_MIB + GUEST_OVERHEAD_MIB <= MEMORY_MIB )) ||
    bad_input "--working-set: $(( WORKING_SET_MIB + SECOND_MIB )) MiB do not fit into a memory of $MEMORY_MIB MiB (at most $(( MEMORY_MIB - GUEST_OVERHEAD_MIB )))"
}

# What placement looks at, beside the load.
parse_guest_more() { # parse_guest_more ARGUMENT VALUE...
  case $1 in
    --phases) parse_phases "$2" ;;
    --second) parse_second "$2" ;;
    --label) parse_label "$2" ;;
    --disk) parse_disk "$2" ;;
    --pool) [[ $2 == default || $2 == shared ]] || bad_input "--pool: '$2' is neither default nor shared"; POOL=$2 ;;
    --class) [[ " $CLASSES " == *" $2 "* ]] || bad_input "--class: '$2' is none of: $CLASSES"; add_label class "$2" ;;
    --project | --affinity | --anti-affinity) need_word "$1" "$2"; add_label "${1#--}" "$2" ;;
    --cpu) need_word --cpu "$2"; CPU_MODEL=$2 ;;
    --machine) need_word --machine "$2"; MACHINE=$2 ;;
    --network) need_word --network "$2"; NETWORK=$2 ;;
    *) bad_input "lab guest: unknown argument '$1'" ;;
  esac
}

# One after the other; the last for good where its seconds are 0, else all over again.
parse_phases() { # parse_phases SECONDS:MiB/s[,SECONDS:MiB/s]...
  local phase count=0
  [[ $1 =~ ^[0-9:,]+$ && $1 != *, ]] || bad_input "--phases: '$1' is not SECONDS:MiB/s[,SECONDS:MiB/s]..."
  for phase in ${1//,/ }; do
    [[ $phase =~ ^[0-9]+:[0-9]+$ ]] || bad_input "--phases: '$phase' is not SECONDS:MiB/s"
    need_integer --phases "${phase%:*}" 0 86400
    need_integer --phases "${phase#*:}" 0 "$MAX_DIRTY_RATE_MIBPS"
    count=$(( count + 1 ))
  done
  (( count <= 16 )) || bad_input "--phases: there are more than 16"
  LOAD+=" phases=$1"
}

parse_second() { # parse_second MiB:MiB/s
  [[ $1 == *:* ]] || bad_input "--second: '$1' is not MiB:MiB/s"
  need_integer --second "${1%%:*}" 1 "$MAX_MEMORY_MIB"
  need_integer --second "${1#*:}" 0 "$MAX_DIRTY_RATE_MIBPS"
  SECOND_MIB=${1%%:*}
  LOAD+=" second=$1"
}

parse_label() { # parse_label NAME=VALUE
  [[ $1 == *=* ]] || bad_input "--label: '$1' is not NAME=VALUE"
  need_word --label "${1%%=*}"
  need_word --label "${1#*=}"
  MORE_LABELS+="<godwit:label name=\"${1%%=*}\" value=\"${1#*=}\"/>"
}

parse_disk() { # parse_disk MiB[:FORMAT]
  need_integer --disk "${1%%:*}" 1 "$MAX_DISK_MIB"
  DISK_MIB=${1%%:*}
  # A disk that is asked for lies on the host, unless another pool is.
  POOL=${POOL:-default} DISK_FORMAT=qcow2
  [[ $1 != *:* ]] || DISK_FORMAT=${1#*:}
  [[ $DISK_FORMAT == qcow2 || $DISK_FORMAT == raw ]] || bad_input "--disk: '$DISK_FORMAT' is neither qcow2 nor raw"
}

# Only what needs no escaping in XML.
need_word() { # need_word ARGUMENT VALUE
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$ ]] || bad_input "$1: '$2' is not a word of 1 to 63 of letters, digits, '.', '_', '-'"
}

add_label() { LABELS+=" $1=\"$2\""; }

# Where its disk lies: FOLDER as this machine sees it, DISK_PATH as the host does.
place_disk() {
  POOL=${POOL:-shared} VOLUME="$GUEST.$DISK_FORMAT"
  case $POOL in
    shared) FOLDER="$LAB/shared" DISK_PATH="/shared/$VOLUME" ;;
    default) FOLDER="$(host_dir "$HOST")/images" DISK_PATH="$IMAGES/$VOLUME" ;;
  esac
}

create_guest() {
  local uuid uri out
  uuid=$(< /proc/sys/kernel/random/uuid)
  uri=$(host_uri "$HOST")
  place_disk
  make_disk
  write_guest_facts "$uuid"
  domain_xml "$uuid" > "$LAB/guests/$GUEST.xml"
  out=$(virsh -q -c "$uri" define "$LAB/guests/$GUEST.xml" 2>&1) || fail "$GUEST: $HOST refused its definition: $out"
  out=$(virsh -q -c "$uri" start "$GUEST" 2>&1) || fail "$GUEST: $HOST did not start it: $out"
  wait_until "$BOOT_SECONDS" guest_counts "$HOST" "$GUEST" || fail "$GUEST did not begin its work; its console ends: $(console_end)"
}

write_guest_facts() { # write_guest_facts UUID
  printf '%s\n' "uuid=$1" "memoryMiB=$MEMORY_MIB" "workingSetMiB=$WORKING_SET_MIB" "dirtyRateMiBps=$DIRTY_RATE_MIBPS" \
    "compressible=$COMPRESSIBLE" "pool=$POOL" "volume=$VOLUME" "diskMiB=$DISK_MIB" | write_whole "$(guest_file "$GUEST")"
}

# A volume of the pool, half of it random: nothing of that is spared when it is copied. The usual shared disk is empty,
# since nobody copies it.
make_disk() {
  truncate -s "${DISK_MIB}M" "$FOLDER/$GUEST.raw"
  [[ $POOL == shared && $DISK_MIB == "$USUAL_DISK_MIB" ]] ||
    head -c "$(( DISK_MIB / 2 ))M" /dev/urandom | dd of="$FOLDER/$GUEST.raw" bs=1M conv=notrunc status=none
  if [[ $DISK_FORMAT == qcow2 ]]; then
    in_host "$HOST" qemu-img convert -q -f raw -O qcow2 "${DISK_PATH%/*}/$GUEST.raw" "$DISK_PATH" || fail "$GUEST: its disk cannot be made"
    rm "$FOLDER/$GUEST.raw"
  fi
  virsh -q -c "$(host_uri "$HOST")" pool-refresh "$POOL" > /dev/null || fail "$GUEST: $HOST has no pool $POOL"
}

in_host() { # in_host HOST COMMAND...: within its namespaces, in its root file system
  local pid
  pid=$(libvirtd_pid "$1")
  [[ -n $pid ]] || fail "$1 has no libvirtd running at the moment"
  nsenter --target "$pid" --mount --uts --pid --net --root="/proc/$pid/root" --wd=/ "${@:2}"
}

# A machine type and a CPU that both suites have: the guest goes either way between them. cache='none': the one mode that libvirt takes for safe to migrate, and in which QEMU's image locks are all that is
# between two hosts and one disk.
domain_xml() { # domain_xml UUID
  cat << XML
<domain type='qemu'>
  <name>$GUEST</name>
  <uuid>$1</uuid>
  <memory unit='MiB'>$MEMORY_MIB</memory>
  <vcpu>1</vcpu>
$(metadata_xml)
  <os>
    <type arch='x86_64' machine='$MACHINE'>hvm</type>
    <kernel>/boot/vmlinuz</kernel>
    <initrd>/boot/initrd.gz</initrd>
    <cmdline>console=ttyS0 quiet loglevel=1 wss=$WORKING_SET_MIB rate=$DIRTY_RATE_MIBPS compressible=$COMPRESSIBLE$LOAD</cmdline>
  </os>
  <features><acpi/></features>
  <cpu mode='custom' match='exact' check='none'><model>$CPU_MODEL</model></cpu>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='$DISK_FORMAT' cache='none'/>
      <source file='$DISK_PATH'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <serial type='file'><source path='/guests/$GUEST.console' append='on'/></serial>
    <memballoon model='none'/>
$(interface_xml)
  </devices>
</domain>
XML
}

metadata_xml() {
  [[ -n $LABELS$MORE_LABELS ]] || return 0
  local end='/>'
  [[ -z $MORE_LABELS ]] || end=">$MORE_LABELS</godwit:guest>"
  echo "  <metadata><godwit:guest xmlns:godwit='urn:godwit:guest'$LABELS$end</metadata>"
}

interface_xml() {
  [[ -z $NETWORK ]] || echo "    <interface type='network'><source network='$NETWORK'/><model type='virtio'/></interface>"
}

# READY and two counters, with which its rate can be told.
guest_counts() { # guest_counts HOST GUEST
  tr -d '\r' 2> /dev/null < "$(console_file "$1" "$2")" |
    awk '/^READY / { ready = 1 } ready && /^C [0-9]+$/ { n++ } END { exit !(n >= 2) }'
} 2> /dev/null

console_end() { tail -n 3 "$(console_file "$HOST" "$GUEST")" 2> /dev/null | tr -d '\r' | tr '\n' ' '; }

cmd_guest_remove() {
  (( $# > 0 )) || bad_input "lab guest-remove: NAME is missing"
  (( $# == 1 )) || bad_input "lab guest-remove: unknown argument '$2'"
  need_guest_name "$1"
  need_machine
  lock_lab_or_fail
  need_lab_up
  need_guest "$1"
  remove_guest "$1"
  say "$1 is removed"
}

remove_guest() { # remove_guest GUEST
  local host
  for host in $(lab_hosts); do
    wait_until 10 libvirtd_answers "$host" || fail "$1: $host does not answer, so it may still run there"
    virsh -q -c "$(host_uri "$host")" destroy "$1" > /dev/null 2>&1 || true
    virsh -q -c "$(host_uri "$host")" undefine "$1" > /dev/null 2>&1 || true
    ! virsh -q -c "$(host_uri "$host")" domid "$1" > /dev/null 2>&1 || fail "$1: $host does not let go of it"
  done
  forget_guest "$1"
  # Or libvirt takes its disk to be there still and makes none for a guest of the same name that comes. A pool in use refuses.
  for host in $(lab_hosts); do
    virsh -q -c "$(host_uri "$host")" pool-refresh default > /dev/null 2>&1 || true
  done
}

# Its disk, consoles and measurements; those of an earlier guest of the name must not be taken for a new one's.
forget_guest() { # forget_guest GUEST
  rm -f "$LAB"/hosts/*/guests/"$1.console" "$LAB/guests/$1.xml"
  rm -f "$LAB"/{shared,hosts/*/images}/"$1".{raw,qcow2}
  rm -f "$METER_DIR/$1.log" "$METER_DIR/$1.log.1" "$(guest_file "$1")"
}
