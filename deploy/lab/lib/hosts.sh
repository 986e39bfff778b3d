# shellcheck shell=bash
# Hosts and the network between them: made, found, ended.
#
# Every process of a lab lives in one of the lab's network namespaces, and every mount in a mount namespace of such a
# process. So the lab is found by its namespaces, and gone once their processes are.

lab_namespaces() {
  ip netns list 2> /dev/null | awk '{ print $1 }' | { grep -E "^$LAB_NAME-(fabric|host[0-9]+)$" || true; }
}

namespace_exists() { [[ -e /run/netns/$1 ]]; }

add_namespace() {
  # A second try, for a lab that just took down the folder of the namespaces with its last one.
  ip netns add "$1" 2> /dev/null || ip netns add "$1"
  ip -n "$1" link set lo up
}

# Away from this shell's terminal, and with none of its open files, its own locks and its caller's: it outlives them.
detached() { # detached LOG COMMAND...
  local log=$1
  shift
  (
    local file
    for file in /proc/self/fd/*; do
      file=${file##*/}
      (( file <= 2 )) || eval "exec $file>&-"
    done
    exec setsid "$@" < /dev/null >> "$log" 2>&1
  ) &
}

# ---- making ----

# The switch has a namespace of its own: on the machine's own bridge, rules made for others drop the hosts' traffic.
make_fabric() {
  add_namespace "$FABRIC"
  ip -n "$FABRIC" link add br0 type bridge
  ip -n "$FABRIC" link set br0 up
}

port_of() { echo "v-$1"; }

connect_host() { # connect_host HOST
  local ns
  ns=$(host_netns "$1")
  add_namespace "$ns"
  ip -n "$FABRIC" link add "$(port_of "$1")" type veth peer name eth0 netns "$ns"
  ip -n "$FABRIC" link set "$(port_of "$1")" master br0 up
  ip -n "$ns" addr add "$(host_address "$1")/24" dev eth0
  ip -n "$ns" link set eth0 up
  shape_link "$ns"
}

# A physical rate for what the host sends. The burst must hold what arrives between two ticks, or the rate is missed.
shape_link() { # shape_link NAMESPACE
  local burst=$(( LINK_BITS / 8 / 200 ))
  (( burst >= 2000000 )) || burst=2000000
  tc -n "$1" qdisc add dev eth0 root tbf rate "${LINK_BITS}bit" burst "$burst" latency 20ms
}

prepare_host() { # prepare_host HOST SUITE
  local dir
  dir=$(host_dir "$1")
  mkdir -p "$dir"/{root,run,guests,log,images} "$dir"/etc/{storage,networks}
  printf '%s\n' "suite=$2" "uuid=$(< /proc/sys/kernel/random/uuid)" | write_whole "$dir/facts"
  write_libvirtd_conf "$1" > "$dir/etc/libvirtd.conf"
  write_qemu_conf "$1" > "$dir/etc/qemu.conf"
  write_etc_hosts > "$dir/etc/hosts"
  pool_xml default "$IMAGES" > "$dir/etc/storage/default.xml"
  pool_xml shared /shared > "$dir/etc/storage/shared.xml"
  local network
  for network in $(networks_of "$1"); do
    network_xml "$network" > "$dir/etc/networks/$network.xml"
  done
}

# The folder of the host's own pool, as libvirt's packages have it.
readonly IMAGES=/var/lib/libvirt/images

pool_xml() { # pool_xml NAME FOLDER
  cat << XML
<pool type='dir'>
  <name>$1</name>
  <uuid>$(< /proc/sys/kernel/random/uuid)</uuid>
  <target><path>$2</path></target>
</pool>
XML
}

# Isolated and without addresses: needs no DHCP server, and its guests reach nobody else's.
network_xml() { # network_xml NAME
  local bridge=virbr0
  [[ $1 == default ]] || bridge="br-$1"
  cat << XML
<network>
  <name>$1</name>
  <uuid>$(< /proc/sys/kernel/random/uuid)</uuid>
  <bridge name='$bridge' stp='off'/>
</network>
XML
}

networks_of() { # networks_of HOST: default, and those of --network that name it
  local given
  echo default
  for given in $NETWORKS; do
    [[ ,${given#*=}, != *",$1,"* ]] || echo "${given%%=*}"
  done
}

write_libvirtd_conf() {
  cat << CONF
listen_tls = 0
listen_tcp = 1
listen_addr = "$(host_address "$1")"
auth_tcp = "none"
auth_unix_rw = "none"
unix_sock_rw_perms = "0700"
# Hosts of equal identity refuse to migrate to each other.
host_uuid = "$(value_of "$(host_dir "$1")/facts" uuid)"
CONF
}

write_qemu_conf() {
  cat << CONF
user = "root"
group = "root"
security_driver = "none"
namespaces = []
cgroup_controllers = []
remember_owner = 0
stdio_handler = "file"
max_core = 0
migration_address = "0.0.0.0"
migration_host = "$(host_address "$1")"
shared_filesystems = [ "/shared" ]
CONF
}

write_etc_hosts() {
  local host
  echo "127.0.0.1 localhost"
  for host in $HOSTS; do
    echo "$(host_address "$host") $host"
  done
}

start_host() { # start_host HOST
  local dir suite
  dir=$(host_dir "$1")
  suite=$(value_of "$dir/facts" suite)
  detached "$dir/log/host.log" ip netns exec "$(host_netns "$1")" unshare --uts --mount --pid --fork --kill-child \
    "$LAB_BIN/lib/host-setup" "$1" "$dir" "$(root_path "$suite")" "$LAB/shared" "$LAB/boot" "$PROGRAMS_DIR/init"
  remember_process "$dir/pid" $!
}

# A process number alone may have passed to another process; with its start time it has not.
remember_process() { # remember_process FILE PID
  echo "$2 $(start_time "$2")" | write_whole "$1"
}

start_time() { awk '{ sub(/^.*\) /, ""); print $20 }' "/proc/$1/stat" 2> /dev/null || true; }

remembered_process() { # remembered_process FILE
  local pid started
  [[ -f $1 ]] && read -r pid started < "$1" && [[ -n $started && $(start_time "$pid") == "$started" ]] && echo "$pid"
}

# In the namespace of the switch, where the far ends of all links are; kept running as a host's libvirtd is.
start_meter() {
  mkdir -p "$METER_DIR"
  detached "$LAB/meter.out" ip netns exec "$FABRIC" unshare --pid --fork --kill-child \
    "$PROGRAMS_DIR/init" "$PROGRAMS_DIR/meter" "$LAB"
  remember_process "$LAB/meter.pid" $!
}

libvirtd_answers() { # libvirtd_answers HOST
  [[ -S $(socket_path "$1") ]] && timeout 5 virsh -q -c "$(host_uri "$1")" uri > /dev/null 2>&1
}

listens_to_peers() { # listens_to_peers HOST
  ip netns exec "$(host_netns "$1")" ss -Hltn 'sport = :16509' 2> /dev/null | grep -q .
}

host_is_ready() { libvirtd_answers "$1" && listens_to_peers "$1"; }

# ---- finding ----

processes_of() { # processes_of HOST: as the machine numbers them
  ! namespace_exists "$(host_netns "$1")" || ip netns pids "$(host_netns "$1")"
}

# The one libvirtd that the host's PID 1 started, not a child of libvirtd's own.
libvirtd_pid() { # libvirtd_pid HOST
  local pid init=
  local -A parents=()
  for pid in $(processes_of "$1"); do
    case $(awk '$1 == "NSpid:" { print $NF }' "/proc/$pid/status" 2> /dev/null) in
      1) init=$pid ;;
      *) [[ $(cat "/proc/$pid/comm" 2> /dev/null) != libvirtd ]] || parents[$pid]=$(awk '$1 == "PPid:" { print $2 }' "/proc/$pid/status") ;;
    esac
  done
  for pid in "${!parents[@]}"; do
    [[ ${parents[$pid]} != "$init" ]] || echo "$pid"
  done
}

# ---- ending ----

processes_of_lab() {
  local ns file
  for ns in $(lab_namespaces); do
    ip netns pids "$ns" 2> /dev/null || true
  done
  # Also what lost its namespace's name.
  for file in "$LAB"/hosts/*/pid "$LAB/meter.pid"; do
    remembered_process "$file" || true
  done
}

all_killed() {
  local pids
  pids=$(processes_of_lab | sort -u)
  [[ -n $pids ]] || return 0
  # shellcheck disable=SC2086 # a list of numbers
  kill -KILL $pids 2> /dev/null
  return 1
}

# What there is of the lab, whole or half made; nothing to end is no error.
tear_down() {
  wait_until 30 all_killed || fail "processes of the lab '$LAB_NAME' do not end: $(processes_of_lab | sort -u | xargs)"
  local ns
  for ns in $(lab_namespaces); do
    ip netns del "$ns"
  done
  # Made by ip with the first namespace; of no use after the last.
  ! mountpoint -q /run/netns || [[ -n $(ls -A /run/netns) ]] || { umount /run/netns && rmdir /run/netns; } 2> /dev/null || true
  rm -rf --one-file-system "$LAB"
}
