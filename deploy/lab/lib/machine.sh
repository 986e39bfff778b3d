# shellcheck shell=bash
# What the machine must be and have.

# Programs of these packages are used; installing them starts no service.
readonly MACHINE_PACKAGES=(debootstrap debian-archive-keyring gcc libc6-dev iproute2 cpio gzip libvirt0 libvirt-clients
  xz-utils util-linux)

need_machine() {
  (( EUID == 0 )) || die 3 "the lab needs root: it makes namespaces and mounts"
  is_debian || die 3 "the lab needs Debian: its hosts are made from Debian's packages"
  [[ $(uname -m) == x86_64 ]] || die 3 "the lab needs an x86_64 machine, this one is $(uname -m)"
}

is_debian() { [[ -f /etc/debian_version ]] && command -v apt-get > /dev/null; }

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null) == installed ]]; }

missing_packages() {
  local package
  for package in "${MACHINE_PACKAGES[@]}"; do
    is_installed "$package" || echo "$package"
  done
}

install_missing_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  (( ${#missing[@]} > 0 )) || return 0
  say "installing the Debian packages ${missing[*]}"
  refresh_package_lists
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" > "$LAB_ROOT/apt.log" 2>&1 ||
    die 3 "apt-get could not install ${missing[*]}; see $LAB_ROOT/apt.log"
}

cmd_packages() {
  (( $# == 0 )) || bad_input "lab packages: unknown argument '$1'"
  need_machine
  lock_cache
  install_missing_packages
  unlock_cache
}

# Once per command: stale lists name packages which the mirror no longer has.
refresh_package_lists() {
  [[ -z ${LISTS_REFRESHED:-} ]] || return 0
  LISTS_REFRESHED=yes
  apt-get update -qq > "$LAB_ROOT/apt.log" 2>&1 || say "apt-get update failed (see $LAB_ROOT/apt.log): going on with the lists as they are"
}

# The mirror is the one from which the machine itself takes Debian's main archive, not its security or other sources.
debian_mirror() {
  local codename
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016 # apt's own variables
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(RELEASE)' 'Identifier: Packages' |
    awk -v codename="$codename" '$2 == codename || $3 == codename { sub(/\/$/, "", $1); print $1; exit }'
}
