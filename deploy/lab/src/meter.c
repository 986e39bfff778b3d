/*
 * The lab's meter: meter LAB_DIRECTORY
 *
 * Watches, from outside, what the guests print and what the links carry, and stamps both with the machine's clock:
 *   LAB/meter/GUEST.log  "epochMillis host counter"        per counter line on any host's LAB/hosts/HOST/guests/GUEST.console
 *   LAB/meter/links.log  "epochMillis host txBytes rxBytes" every 100 ms, of each host's link, as the host sees it
 *
 * A guest that migrates stops printing on one host and goes on, with the same counter, on another, whose console file
 * begins or continues there: all of a guest's lines go into its one log, in the order in which they were seen.
 *
 * Runs in the network namespace of the lab's bridge, where the other ends of all links are: what such an end receives
 * is what the host sent. A log that grows beyond a limit becomes GUEST.log.1, so the meter never fills a disk.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONSOLES = 1024, NAME_SIZE = 64, LINE_SIZE = 128, SCAN_EVERY = 10 };
static const off_t MAX_LOG_BYTES = 16 << 20;
static const struct timespec POLL = {0, 10000000};

struct console {
  int file;
  ino_t inode;
  off_t offset;
  char host[NAME_SIZE], guest[NAME_SIZE], line[LINE_SIZE];
  size_t length;
};
static struct console consoles[MAX_CONSOLES];
static size_t console_count;

static long long epoch_millis(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* Opened anew each time: the log may be deleted with its guest, and comes back with the next of that name. */
static void append(const char *log, const char *text, size_t length) {
  char path[NAME_SIZE + 16], old[NAME_SIZE + 16];
  snprintf(path, sizeof path, "meter/%s.log", log);
  int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return;
  struct stat is;
  if (write(file, text, length) == (ssize_t)length && fstat(file, &is) == 0 && is.st_size > MAX_LOG_BYTES) {
    snprintf(old, sizeof old, "meter/%s.log.1", log);
    rename(path, old);
  }
  close(file);
}

/* A line of the guest is "C counter"; whatever else the kernel or the program says is no measurement. */
static void take_line(struct console *c) {
  char *end, record[LINE_SIZE + NAME_SIZE];
  c->line[c->length] = 0;
  c->length = 0;
  if (strncmp(c->line, "C ", 2) != 0) return;
  unsigned long long counter = strtoull(c->line + 2, &end, 10);
  if (end == c->line + 2 || (*end != 0 && *end != '\r')) return;
  int length = snprintf(record, sizeof record, "%lld %s %llu\n", epoch_millis(), c->host, counter);
  append(c->guest, record, (size_t)length);
}

static void take(struct console *c, const char *bytes, ssize_t count) {
  for (ssize_t i = 0; i < count; i++) {
    if (bytes[i] == '\n') take_line(c);
    else if (c->length < LINE_SIZE - 1) c->line[c->length++] = bytes[i];
  }
}

static void read_console(struct console *c) {
  char bytes[4096];
  ssize_t count;
  while ((count = pread(c->file, bytes, sizeof bytes, c->offset)) > 0) {
    c->offset += count;
    take(c, bytes, count);
  }
}

/* Gone, replaced by another file, or cut short: then what is known of it holds no more. */
static void drop_stale_consoles(void) {
  for (size_t i = 0; i < console_count;) {
    struct stat is;
    struct console *c = &consoles[i];
    if (fstat(c->file, &is) == 0 && is.st_nlink > 0 && is.st_size >= c->offset) {
      i++;
      continue;
    }
    close(c->file);
    *c = consoles[--console_count];
  }
}

static int is_known(ino_t inode) {
  for (size_t i = 0; i < console_count; i++)
    if (consoles[i].inode == inode) return 1;
  return 0;
}

static void open_console(const char *host, const char *guest, const char *path, int from_end) {
  struct stat is;
  if (console_count == MAX_CONSOLES || stat(path, &is) != 0 || is_known(is.st_ino)) return;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  struct console *c = &consoles[console_count++];
  *c = (struct console){.file = file, .inode = is.st_ino, .offset = from_end ? is.st_size : 0};
  snprintf(c->host, sizeof c->host, "%s", host);
  snprintf(c->guest, sizeof c->guest, "%s", guest);
}

static void scan_host(const char *host, int from_end) {
  char folder[PATH_MAX], path[PATH_MAX], guest[NAME_SIZE];
  snprintf(folder, sizeof folder, "hosts/%.32s/guests", host);
  DIR *files = opendir(folder);
  if (!files) return;
  for (struct dirent *entry; (entry = readdir(files));) {
    char *dot = strrchr(entry->d_name, '.');
    if (!dot || strcmp(dot, ".console") != 0 || dot - entry->d_name >= NAME_SIZE) continue;
    snprintf(guest, sizeof guest, "%.*s", (int)(dot - entry->d_name), entry->d_name);
    snprintf(path, sizeof path, "hosts/%.32s/guests/%.255s", host, entry->d_name);
    open_console(host, guest, path, from_end);
  }
  closedir(files);
}

static void scan(int from_end) {
  drop_stale_consoles();
  DIR *hosts = opendir("hosts");
  if (!hosts) return;
  for (struct dirent *entry; (entry = readdir(hosts));)
    if (entry->d_name[0] != '.') scan_host(entry->d_name, from_end);
  closedir(hosts);
}

/* The far end of HOST's link is the interface "v-HOST": received and sent are the other way round there. */
static void log_links(void) {
  char line[512], host[NAME_SIZE], records[8192];
  size_t length = 0;
  unsigned long long received, sent;
  FILE *links = fopen("/proc/self/net/dev", "re");
  if (!links) return;
  long long time = epoch_millis();
  while (fgets(line, sizeof line, links))
    if (sscanf(line, " v-%32[^:]: %llu %*u %*u %*u %*u %*u %*u %*u %llu", host, &received, &sent) == 3 &&
        length < sizeof records - 256)
      length += (size_t)snprintf(records + length, sizeof records - length, "%lld %s %llu %llu\n", time, host, received, sent);
  fclose(links);
  if (length > 0) append("links", records, length);
}

int main(int count, char **arguments) {
  if (count != 2 || chdir(arguments[1]) != 0) {
    fprintf(stderr, "usage: meter LAB_DIRECTORY\n");
    return 2;
  }
  /* After a restart the past of a console must not be stamped with the present. */
  scan(1);
  for (unsigned round = 0;; round++) {
    if (round % SCAN_EVERY == 0) {
      scan(0);
      log_links();
    }
    for (size_t i = 0; i < console_count; i++) read_console(&consoles[i]);
    nanosleep(&POLL, NULL);
  }
}
