/*
 * PID 1 of a lab host: init COMMAND ARGUMENTS...
 *
 * Starts the command, reaps every orphan, and starts the command again one second after it died, as a service manager
 * would: what the command left running (QEMU guests) lives on. SIGTERM ends it, and with PID 1 the kernel ends all
 * that is in the namespace.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t start(char **command, const sigset_t *before) {
  pid_t child = fork();
  if (child == 0) {
    setsid();
    sigprocmask(SIG_SETMASK, before, NULL);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
  }
  return child;
}

/* Whether the command itself is among the dead. */
static int reap(pid_t command) {
  int status, died = 0;
  for (pid_t child; (child = waitpid(-1, &status, WNOHANG)) > 0;)
    if (child == command) {
      fprintf(stderr, "init: %s %d\n", WIFSIGNALED(status) ? "ended by signal" : "exited with status",
              WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
      died = 1;
    }
  return died;
}

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: init COMMAND ARGUMENTS...\n");
    return 2;
  }
  sigset_t awaited, before;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  sigaddset(&awaited, SIGTERM);
  /* Blocked before the first child is there, so that no death is missed. */
  sigprocmask(SIG_BLOCK, &awaited, &before);

  const struct timespec second = {1, 0};
  pid_t command = start(arguments + 1, &before);
  for (;;) {
    int got = command < 0 ? sigtimedwait(&awaited, NULL, &second) : sigwaitinfo(&awaited, NULL);
    if (got == SIGTERM) return 0;
    if (got < 0 && errno == EAGAIN) command = start(arguments + 1, &before);
    if (reap(command)) command = -1;
  }
}
