/*
 * The guest's only program, PID 1 of its initial RAM disk: it fills a working set and dirties it page by page, round
 * and round, at a set rate, and prints a counter of the pages dirtied every 100 ms on its console.
 *
 * From the kernel's command line: wss=MiB rate=MiB/s compressible=0..1 (the part of each page that is zero);
 * phases=SECONDS:MiB/s,... in place of the rate, one after the other, the last for good where its seconds are 0, else
 * all over again; second=MiB:MiB/s, another working set with a rate of its own.
 *
 * A page written is the pool, random once, from a random offset, XORed with one fresh random word: no two pages are
 * alike and none has anything for a compressor, at the price of a load, an XOR and a store per 16 bytes, which is what
 * lets an emulated CPU reach hundreds of MiB/s.
 *
 * Work not done is not caught up: the credit is capped at 50 ms, so a guest that was throttled or kept from running has
 * lost that work for good, and the lab's meter can tell.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, POOL = 1 << 16, PAGES_PER_MIB = 256, MOST_PHASES = 16, MOST_SETS = 2 };
static const double REPORT_SECONDS = 0.1, CREDIT_SECONDS = 0.05;
static const struct timespec TICK = {0, 4000000};

typedef uint64_t vector __attribute__((vector_size(16)));
static vector pool[(POOL + PAGE) / sizeof(vector)];
struct phase {
  double seconds, rate;
};
static struct phase phases[MOST_PHASES];
static int phase_count;

struct set {
  char *memory;
  size_t pages, page;
  double pages_per_second, credit;
};

static uint64_t seed = 88172645463325252ULL;

static uint64_t random_word(void) { /* xorshift64* */
  seed ^= seed >> 12, seed ^= seed << 25, seed ^= seed >> 27;
  return seed * 2685821657736338717ULL;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double argument(const char *line, const char *key, double otherwise) {
  const char *at = strstr(line, key);
  return at ? atof(at + strlen(key)) : otherwise;
}

/* Writes the first `length` bytes of a page; the rest stays zero. At length 0 a zero is written, to dirty the page. */
static void dirty(char *page, size_t length) {
  uint64_t word = random_word();
  const vector *from = pool + (word >> 32) % (POOL / sizeof(vector));
  vector *to = (vector *)page, key = {word, word};
  for (size_t i = 0; i < length / sizeof(vector); i += 4) {
    to[i] = from[i] ^ key;
    to[i + 1] = from[i + 1] ^ key;
    to[i + 2] = from[i + 2] ^ key;
    to[i + 3] = from[i + 3] ^ key;
  }
  if (length == 0) *(volatile uint64_t *)page = 0;
}

static void read_command_line(char *line, size_t size) {
  mkdir("/proc", 0755);
  mount("proc", "/proc", "proc", 0, NULL);
  int file = open("/proc/cmdline", O_RDONLY);
  ssize_t length = file < 0 ? 0 : read(file, line, size - 1);
  line[length < 0 ? 0 : length] = 0;
}

static void read_phases(const char *line) {
  char *at = strstr(line, "phases=");
  for (at = at ? at + strlen("phases=") : NULL; at && phase_count < MOST_PHASES;) {
    double seconds = strtod(at, &at);
    if (*at != ':') break;
    phases[phase_count++] = (struct phase){seconds, strtod(at + 1, &at)};
    at = *at == ',' ? at + 1 : NULL;
  }
}

static double rate_at(double seconds) {
  double whole = 0;
  for (int i = 0; i < phase_count; i++) whole += phases[i].seconds;
  if (whole > 0 && phases[phase_count - 1].seconds > 0) seconds -= whole * (double)(uint64_t)(seconds / whole);
  for (int i = 0; i < phase_count; i++) {
    if (phases[i].seconds == 0 || seconds < phases[i].seconds) return phases[i].rate;
    seconds -= phases[i].seconds;
  }
  return phases[phase_count - 1].rate;
}

/* Dirties as many pages of a set as it may, unless it is time to report. */
static uint64_t dirty_set(struct set *set, double passed, size_t length, double reported) {
  uint64_t count = 0;
  double most = CREDIT_SECONDS * set->pages_per_second + 1;
  set->credit += passed * set->pages_per_second;
  if (set->credit > most) set->credit = most;
  for (; set->credit >= 1; set->credit--) {
    dirty(set->memory + set->page * PAGE, length);
    set->page = set->page + 1 == set->pages ? 0 : set->page + 1;
    /* A slow CPU must not spoil the rhythm of the reports. */
    if (++count % 1024 == 0 && now() - reported >= REPORT_SECONDS) break;
  }
  return count;
}

static void work(struct set *sets, int set_count, size_t length) {
  uint64_t count = 0;
  double began = now(), then = began, reported = then;
  for (;;) {
    double time = now();
    if (phase_count > 0) sets[0].pages_per_second = rate_at(time - began) * PAGES_PER_MIB;
    for (int i = 0; i < set_count; i++) count += dirty_set(&sets[i], time - then, length, reported);
    then = time;
    if (time - reported >= REPORT_SECONDS) {
      printf("C %llu\n", (unsigned long long)count);
      reported += REPORT_SECONDS;
      if (time - reported >= REPORT_SECONDS) reported = time;
    }
    nanosleep(&TICK, NULL);
  }
}

static void fill(struct set *set, size_t mebibytes, double rate, size_t length) {
  set->pages = mebibytes * PAGES_PER_MIB;
  set->pages_per_second = rate * PAGES_PER_MIB;
  set->memory = mmap(NULL, set->pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (set->memory == MAP_FAILED) {
    printf("FAILED: no memory for a working set of %zu pages\n", set->pages);
    for (;;) pause();
  }
  for (size_t page = 0; page < set->pages; page++) dirty(set->memory + page * PAGE, length);
}

int main(void) {
  char line[4096];
  static struct set sets[MOST_SETS];
  setvbuf(stdout, NULL, _IOLBF, 0);
  read_command_line(line, sizeof line);
  size_t mebibytes = (size_t)argument(line, "wss=", 64);
  double rate = argument(line, "rate=", 10), compressible = argument(line, "compressible=", 0);
  size_t length = (size_t)((1 - compressible) * PAGE / 64 + 0.5) * 64;
  read_phases(line);

  for (size_t i = 0; i < sizeof pool / (sizeof(uint64_t)); i++) ((uint64_t *)pool)[i] = random_word();
  int set_count = 1;
  fill(&sets[0], mebibytes, rate, length);
  char *second = strstr(line, "second=");
  if (second) {
    size_t more = strtoul(second + strlen("second="), &second, 10);
    fill(&sets[set_count++], more, *second == ':' ? atof(second + 1) : 0, length);
  }
  printf("READY wss=%zu rate=%g compressible=%g phases=%d sets=%d\n", mebibytes, rate, compressible, phase_count, set_count);
  work(sets, set_count, length);
}
