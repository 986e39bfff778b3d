# shellcheck shell=bash
# lab guest, lab guest-remove, and what is known of guests.

# What a guest's kernel and program need beside the working set.
readonly GUEST_OVERHEAD_MIB=96 DISK_MIB=64 BOOT_SECONDS=180

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
  shift
  while (( $# > 0 )); do
    need_value "$@"
    case $1 in
      --host) HOST=$2 ;;
      --memory) need_integer --memory "$2" 128 "$MAX_MEMORY_MIB"; MEMORY_MIB=$2 ;;
      --working-set) need_integer --working-set "$2" 1 "$MAX_MEMORY_MIB"; WORKING_SET_MIB=$2 ;;
      --dirty-rate) need_integer --dirty-rate "$2" 0 "$MAX_DIRTY_RATE_MIBPS"; DIRTY_RATE_MIBPS=$2 ;;
      --compressible) need_fraction --compressible "$2"; COMPRESSIBLE=$2 ;;
      *) bad_input "lab guest: unknown argument '$1'" ;;
    esac
    shift 2
  done
  need_given --host "$HOST" --memory "$MEMORY_MIB" --working-set "$WORKING_SET_MIB" --dirty-rate "$DIRTY_RATE_MIBPS"
  (( WORKING_SET_MIB + GUEST_OVERHEAD_MIB <= MEMORY_MIB )) ||
    bad_input "--working-set: $WORKING_SET_MIB MiB do not fit into a memory of $MEMORY_MIB MiB (at most $(( MEMORY_MIB - GUEST_OVERHEAD_MIB )))"
}

create_guest() {
  local uuid uri out
  uuid=$(< /proc/sys/kernel/random/uuid)
  uri=$(host_uri "$HOST")
  truncate -s "${DISK_MIB}M" "$LAB/shared/$GUEST.raw"
  write_guest_facts "$uuid"
  domain_xml "$uuid" > "$LAB/guests/$GUEST.xml"
  out=$(virsh -q -c "$uri" define "$LAB/guests/$GUEST.xml" 2>&1) || fail "$GUEST: $HOST refused its definition: $out"
  out=$(virsh -q -c "$uri" start "$GUEST" 2>&1) || fail "$GUEST: $HOST did not start it: $out"
  wait_until "$BOOT_SECONDS" guest_counts "$HOST" "$GUEST" || fail "$GUEST did not begin its work; its console ends: $(console_end)"
}

write_guest_facts() { # write_guest_facts UUID
  printf '%s\n' "uuid=$1" "memoryMiB=$MEMORY_MIB" "workingSetMiB=$WORKING_SET_MIB" "dirtyRateMiBps=$DIRTY_RATE_MIBPS" \
    "compressible=$COMPRESSIBLE" | write_whole "$(guest_file "$GUEST")"
}

# cache='none': the one mode that libvirt takes for safe to migrate, and in which QEMU's image locks are all that is
# between two hosts and one disk.
domain_xml() { # domain_xml UUID
  cat << XML
<domain type='qemu'>
  <name>$GUEST</name>
  <uuid>$1</uuid>
  <memory unit='MiB'>$MEMORY_MIB</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-10.0'>hvm</type>
    <kernel>/boot/vmlinuz</kernel>
    <initrd>/boot/initrd.gz</initrd>
    <cmdline>console=ttyS0 quiet loglevel=1 wss=$WORKING_SET_MIB rate=$DIRTY_RATE_MIBPS compressible=$COMPRESSIBLE</cmdline>
  </os>
  <features><acpi/></features>
  <cpu mode='custom' match='exact' check='none'><model>qemu64</model></cpu>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw' cache='none'/>
      <source file='/shared/$GUEST.raw'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <serial type='file'><source path='/guests/$GUEST.console' append='on'/></serial>
    <memballoon model='none'/>
  </devices>
</domain>
XML
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
}

# Its disk, consoles and measurements; those of an earlier guest of the name must not be taken for a new one's.
forget_guest() { # forget_guest GUEST
  rm -f "$LAB"/hosts/*/guests/"$1.console" "$LAB/shared/$1.raw" "$LAB/guests/$1.xml"
  rm -f "$METER_DIR/$1.log" "$METER_DIR/$1.log.1" "$(guest_file "$1")"
}
