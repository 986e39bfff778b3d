# shellcheck shell=bash
# The root file systems of the hosts: built once per suite and list of packages, shared read-only by all hosts.

readonly ROOT_RECIPE=1 # to be raised when the steps below change

root_packages() { # root_packages SUITE
  local packages=(libvirt-clients qemu-system-x86 qemu-utils iproute2)
  case $1 in
    # Until trixie the daemon's configuration and drivers come with one package.
    trixie) packages+=(libvirt-daemon-system) ;;
    *) packages+=(libvirt-daemon libvirt-daemon-driver-{qemu,storage,nodedev,network,interface,secret}) ;;
  esac
  echo "${packages[@]}"
}

# The list of packages is part of the name: a changed list is another root, and a root in use is never changed.
root_path() { # root_path SUITE
  local hash
  hash=$(echo "$ROOT_RECIPE $1 $(root_packages "$1")" | sha256sum)
  echo "$LAB_ROOT/roots/$1-${hash:0:10}"
}

ensure_root() { # ensure_root SUITE
  local suite=$1 root
  root=$(root_path "$suite")
  [[ ! -d $root ]] || return 0
  remove_unfinished_roots
  say "building the root file system of $suite (once; about a minute)"
  local began=$SECONDS log="$LAB_ROOT/roots/$suite.log"
  mkdir -p "$root.building"
  refresh_package_lists
  run_tied "$log" "$LAB_BIN/lib/build-root" "$suite" "$root.building" "$(debian_mirror)" "$(root_packages "$suite")" ||
    fail "the root file system of $suite could not be built; see $log"
  # Only a complete root ever gets its name.
  mv "$root.building" "$root"
  say "built $root in $(( SECONDS - began )) s"
  remove_outdated_roots "$suite" "$root"
}

# Those of the suite with another list of packages, unless a running host is made of one.
remove_outdated_roots() { # remove_outdated_roots SUITE CURRENT
  local root
  for root in "$LAB_ROOT/roots/$1-"*; do
    [[ $root != "$2" && -d $root ]] || continue
    root_in_use "$root" || rm -rf --one-file-system "$root"
  done
}

root_in_use() { cat /proc/[0-9]*/mountinfo 2> /dev/null | grep -F "lowerdir=$1," > /dev/null; }

# Called with the lock of the cached files held: whatever is still called "building" is nobody's work any more.
remove_unfinished_roots() {
  mkdir -p "$LAB_ROOT/roots"
  rm -rf --one-file-system "$LAB_ROOT"/roots/*.building
}

# Runs a command in PID and mount namespaces of its own that end with this shell, however it ends: a killed "lab up"
# leaves no debootstrap behind, nor its mounts. In the background, so that a signal to this shell is answered at once.
run_tied() { # run_tied LOG COMMAND...
  local log=$1
  shift
  # Only this command's output goes to the log: a signal's message must still be seen.
  setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc "$@" > "$log" 2>&1 < /dev/null 9>&- &
  wait $!
}
