# shellcheck shell=bash
# What the guests boot (Debian's cloud kernel and our one program) and the programs of host and meter.

readonly PROGRAMS=(guest init meter)

# The sources' hash is part of the folder's name: changed sources are other programs, and running ones stay untouched.
programs_path() {
  local hash
  hash=$(cd "$LAB_BIN/src" && sha256sum "${PROGRAMS[@]/%/.c}" | sha256sum)
  echo "$LAB_ROOT/programs/${hash:0:10}"
}

ensure_programs() {
  PROGRAMS_DIR=$(programs_path)
  [[ ! -d $PROGRAMS_DIR ]] || return 0
  local new="$PROGRAMS_DIR.building" program
  rm -rf "$new" && mkdir -p "$new/initrd"
  for program in "${PROGRAMS[@]}"; do
    gcc -O3 -Wall -Wextra -static -s -o "$new/$program" "$LAB_BIN/src/$program.c" || fail "src/$program.c does not compile"
  done
  cp "$new/guest" "$new/initrd/init"
  (cd "$new/initrd" && find . | cpio --quiet -o -H newc | gzip -1) > "$new/initrd.gz"
  mv "$new" "$PROGRAMS_DIR"
}

# The kernel is taken out of its package, never installed: the machine's own boot is none of the lab's business.
ensure_kernel() {
  KERNEL="$LAB_ROOT/boot/vmlinuz"
  [[ ! -f $KERNEL ]] || return 0
  local new="$LAB_ROOT/boot/new" package
  rm -rf "$new" && mkdir -p "$new"
  refresh_package_lists
  package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-[^ ]*\)$/\1/p' | head -n 1)
  [[ -n $package ]] || fail "apt knows no Debian cloud kernel (linux-image-cloud-amd64)"
  say "fetching the guests' kernel, $package (not installed on this machine)"
  # apt's own user may not write here; root fetches then, and says so in the log.
  (cd "$new" && apt-get download "$package" && dpkg-deb -x ./*.deb .) > "$LAB_ROOT/boot/kernel.log" 2>&1 ||
    fail "the kernel $package could not be fetched; see $LAB_ROOT/boot/kernel.log"
  mv "$new"/boot/vmlinuz-* "$KERNEL"
  rm -rf "$new"
}
