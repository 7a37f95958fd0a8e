#define _GNU_SOURCE
#define CURL_DISABLE_TYPECHECK
#include "CShims.h"
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

pid_t shim_fork(void) { return fork(); }

int shim_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

int shim_set_process_name(const char *name) { return prctl(PR_SET_NAME, name); }

int shim_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

int shim_fcntl(int descriptor, int command, int argument) { return fcntl(descriptor, command, argument); }

static void limit(int resource, unsigned long bytes) {
  struct rlimit limit = {bytes, bytes};
  if (bytes > 0) setrlimit(resource, &limit);
}

/// What the child does before it is the program.
static int prepare(const struct shim_program *program) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (program->own_group) setpgid(0, 0);
  if (program->niceness > 0) setpriority(PRIO_PROCESS, 0, program->niceness);
  // ioprio_set(2), without a wrapper in glibc: this process, class "idle".
  if (program->niceness >= 19) syscall(SYS_ioprio_set, 1, 0, 3 << 13);
  limit(RLIMIT_AS, program->memory);
  limit(RLIMIT_FSIZE, program->file_size);
  if (program->kept_count >= 0) {
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    for (int index = 0; index < program->kept_count; index++) fcntl(program->kept[index], F_SETFD, 0);
  }
  return (program->input < 0 || dup2(program->input, 0) >= 0) && (program->output < 0 || dup2(program->output, 1) >= 0) &&
         (program->errors < 0 || dup2(program->errors, 2) >= 0);
}

pid_t shim_start(const struct shim_program *program) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -1;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, program->death_signal);
    if (getppid() != parent) _exit(127);
    if (prepare(program)) execvpe(program->path, program->arguments, program->environment);
    int reason = errno;
    if (write(report[1], &reason, sizeof reason) < 0) {}
    _exit(127);
  }
  int error = errno, reason = 0;
  close(report[1]);
  if (child < 0) { close(report[0]); errno = error; return -1; }
  ssize_t got;
  do got = read(report[0], &reason, sizeof reason); while (got < 0 && errno == EINTR);
  close(report[0]);
  if (got == sizeof reason) { waitpid(child, NULL, 0); errno = reason; return -1; }
  return child;
}

int shim_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC); }

int shim_signal_descriptor(const sigset_t *signals) { return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC); }

int shim_next_signal(int descriptor) {
  struct signalfd_siginfo information;
  return read(descriptor, &information, sizeof information) == sizeof information ? (int)information.ssi_signo : 0;
}

int shim_poll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int shim_poll_add(int poll, int descriptor, int exclusive) {
  struct epoll_event event = {.events = EPOLLIN | (exclusive ? EPOLLEXCLUSIVE : 0), .data.fd = descriptor};
  return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
}

int shim_poll_wait(int poll, int *ready, int capacity, int milliseconds) {
  struct epoll_event events[8];
  int count = epoll_wait(poll, events, capacity < 8 ? capacity : 8, milliseconds);
  for (int index = 0; index < count; index++) ready[index] = events[index].data.fd;
  return count;
}

int shim_open_unnamed(const char *folder) {
  int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return descriptor;
  char path[4096];
  if (snprintf(path, sizeof path, "%s/spool-XXXXXX", folder) >= (int)sizeof path) { errno = ENAMETOOLONG; return -1; }
  descriptor = mkostemp(path, O_CLOEXEC);
  if (descriptor >= 0) unlink(path);
  return descriptor;
}

size_t shim_allocated(void) {
  struct mallinfo2 information = mallinfo2();
  return information.uordblks + information.hblkhd;
}

const void *shim_find(const void *bytes, size_t size, const void *needle, size_t count) { return memmem(bytes, size, needle, count); }

int shim_curl_set_number(void *handle, int option, long value) { return curl_easy_setopt(handle, (CURLoption)option, value); }

int shim_curl_set_pointer(void *handle, int option, const void *value) { return curl_easy_setopt(handle, (CURLoption)option, value); }

int shim_curl_set_callback(void *handle, int option, size_t (*function)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(handle, (CURLoption)option, function);
}

int shim_curl_get_number(void *handle, int information, long *value) { return curl_easy_getinfo(handle, (CURLINFO)information, value); }

int shim_curl_get_text(void *handle, int information, const char **value) { return curl_easy_getinfo(handle, (CURLINFO)information, value); }
