# What a guest suffered in [from, to], all times in milliseconds since 1970 on the machine's clock.
#
# Input: lines "time host txBytes rxBytes" of the links, then, after kind=counter, lines "time host counter" of the
# guest. The counter (4 KiB pages dirtied) goes on where the guest goes on: what a source printed last and what the
# destination prints next are one series. The two consoles are read independently, so around a switch-over lines may
# come in the wrong order; a line that lowers the counter is therefore left out.
#
#   normal rate   the counter's rise over the `before` milliseconds before `from` (at least one second of them)
#   rate after    the same over [to, to + settle]
#   lost work     what the normal rate would have done in [from, to + settle], less what was done, in milliseconds of the
#                 normal rate; never below 0. The settling time belongs to it, since after a switch to post-copy the
#                 guest pays for its pages then
#   longest gap   between two lines, of the gaps that touch [from, to + settle], whichever host they came from
#   link bytes    sent by all hosts in [from, to]: the bytes of one guest's migration only if nothing else was sent

BEGIN { end = to + settle; begin = from - before; kind = "link"; PAGES_PER_MIB = 256; n = 0 }

# Half a second of margin on both sides lets every bound be interpolated.
$1 < begin - 500 || $1 > end + 500 { next }
kind == "link" && NF == 4 { note_link($1, $2, $3); next }
kind == "counter" && NF == 3 && (n == 0 || $3 >= count[n - 1] && $1 >= time[n - 1]) {
  time[n] = $1; count[n] = $3; n++
  if ($1 >= from && $1 <= end && !($2 in seen)) { seen[$2]; where = where (where == "" ? "" : " ") $2 }
}

END {
  gap = longest_gap()
  base = rate_between(begin, from, 1000)
  during = rate_between(from, to, 1)
  after = rate_between(to, end, 1)
  lost = "null"
  if (base != "null" && base > 0) lost = max(0, (end - from) - (counter_at(end) - counter_at(from)) / base)
  if (form == "json") print_json(); else print_text()
}

# Bytes sent within the window: the rise from the last record at or before `from` to the last at or before `to`.
function note_link(t, host, tx) {
  if (!(host in first) || t <= from) first[host] = tx
  if (t <= to) last[host] = tx
}

function max(a, b) { return a > b ? a : b }
function min(a, b) { return a < b ? a : b }

# Between two lines the counter rose evenly, as far as anyone can tell; after the last line it stands.
function counter_at(t,    i) {
  if (n == 0 || t <= time[0]) return n == 0 ? 0 : count[0]
  for (i = 1; i < n; i++)
    if (t <= time[i]) return count[i - 1] + (count[i] - count[i - 1]) * (t - time[i - 1]) / max(1, time[i] - time[i - 1])
  return count[n - 1]
}

# Pages per millisecond from the first line on; null where that is fewer than `least` milliseconds.
function rate_between(a, b, least) {
  if (n > 0) a = max(a, time[0])
  if (n < 2 || b - a < least) return "null"
  return (counter_at(b) - counter_at(a)) / (b - a)
}

# A gap counts with its part before the window too, but the time since the last line only up to the window's end.
function longest_gap(    i, longest) {
  if (n == 0) return "null"
  for (i = 1; i < n; i++)
    if (time[i] >= from && time[i - 1] <= end) longest = max(longest, time[i] - time[i - 1])
  if (time[n - 1] < end) longest = max(longest, end - max(time[n - 1], begin))
  return longest + 0
}

function mibps(rate) { return rate == "null" ? "null" : sprintf("%.1f", rate * 1000 / PAGES_PER_MIB) }
function whole(value) { return value == "null" ? "null" : sprintf("%.0f", value) }

function link_bytes(    host, sum) {
  for (host in last) sum += last[host] - first[host]
  return sum + 0
}

function print_json(    hosts) {
  hosts = where
  gsub(/ /, "\",\"", hosts)
  printf "{\"guest\":\"%s\",\"fromEpochMillis\":%.0f,\"toEpochMillis\":%.0f,\"settleMillis\":%d,", guest, from, to, settle
  printf "\"hosts\":[%s],\"rateBeforeMiBps\":%s,\"rateDuringMiBps\":%s,", hosts == "" ? "" : "\"" hosts "\"", mibps(base), mibps(during)
  printf "\"rateAfterMiBps\":%s,\"longestGapMillis\":%s,\"lostWorkMillis\":%s,", mibps(after), whole(gap), whole(lost)
  printf "\"linkBytes\":%.0f}\n", link_bytes()
}

function shown(value, unit) { return value == "null" ? "not known" : value " " unit }

function print_text() {
  printf "%s, %.1f s on %s\n", guest, (to - from) / 1000, where == "" ? "no host" : where
  printf "  rate before / during / after  %s / %s / %s\n", shown(mibps(base), "MiB/s"), shown(mibps(during), "MiB/s"), shown(mibps(after), "MiB/s")
  printf "  longest gap                   %s\n", shown(whole(gap), "ms")
  printf "  work lost                     %s\n", shown(whole(lost), "ms of its rate before")
  printf "  sent on the links             %.1f MiB\n", link_bytes() / 1048576
}
