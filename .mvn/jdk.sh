# Sourced by mvnw and godwit: sets JAVA_HOME to a JDK 25, from JAVA_HOME itself or from where
# Debian keeps its JDKs, whatever plain `java` is.
godwit_java_version() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

godwit_find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && [ "$(godwit_java_version "$home")" = 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "No JDK 25 found in JAVA_HOME (${JAVA_HOME:-not set}) or under /usr/lib/jvm: install one." >&2
  return 1
}
