// What Swift cannot call itself: functions the overlay hides (fork) and variadic ones (prctl).
#pragma once
#include "pictures.h"
#include "text.h"
#include <signal.h>
#include <sys/types.h>

/// fork(2). The child runs single-threaded: call it before any thread is started.
pid_t shim_fork(void);

/// The calling process gets `signal` when its parent ends (prctl(2), PR_SET_PDEATHSIG).
int shim_die_with_parent(int signal);

/// The name that ps and top show for the calling process (prctl(2), PR_SET_NAME), 15 bytes at most.
int shim_set_process_name(const char *name);

/// open(2) with a mode, fcntl(2) with an int: both variadic in C.
int shim_open(const char *path, int flags, mode_t mode);
int shim_fcntl(int descriptor, int command, int argument);

/// A program to start, and what its process may and has.
struct shim_program {
  const char *path;
  char *const *arguments, *const *environment;
  /// Standard input, output and error; the parent's when negative.
  int input, output, errors;
  /// Of the parent's other descriptors it gets only these, under the same numbers. A negative count: those not marked close-on-exec.
  const int *kept;
  int kept_count;
  /// In a process group of its own?
  int own_group;
  /// Sent to it when its parent ends.
  int death_signal;
  /// nice(2), with the lowest priority at the disk when it is 19.
  int niceness;
  /// Bytes of its memory and of each file it writes (setrlimit(2)); 0 for as much as the parent has.
  unsigned long memory, file_size;
};

/// Forks and executes a program; it dies with its parent. Answers the child's pid, or -1 with errno, which also tells why the program
/// could not be executed.
pid_t shim_start(const struct shim_program *program);

/// accept4(2) of a blocking, close-on-exec descriptor: the connection, or -1 with errno.
int shim_accept(int listener);

/// signalfd(2): a non-blocking descriptor that is readable while one of `signals` is pending.
int shim_signal_descriptor(const sigset_t *signals);

/// The next pending signal of such a descriptor, 0 when there is none.
int shim_next_signal(int descriptor);

/// epoll(7): a descriptor that waits for many; -1 with errno.
int shim_poll_create(void);

/// Adds `descriptor` to `poll`. When several processes wait for it, an exclusive one wakes only one of them (EPOLLEXCLUSIVE).
int shim_poll_add(int poll, int descriptor, int exclusive);

/// Waits for up to `milliseconds`; fills `ready` with at most `capacity` descriptors and answers how many, or -1 with errno.
int shim_poll_wait(int poll, int *ready, int capacity, int milliseconds);

/// A file in `folder` that has no name and vanishes when it is closed (O_TMPFILE, else created and unlinked); -1 with errno.
int shim_open_unnamed(const char *folder);

/// Bytes that the allocator has given out to this process (mallinfo2(3)), for tests of what something costs.
size_t shim_allocated(void);

/// memmem(3): where the first of `count` bytes of `needle` begins in `bytes`, or null.
const void *shim_find(const void *bytes, size_t size, const void *needle, size_t count);

/// curl_easy_setopt(3) and curl_easy_getinfo(3), variadic in C. `handle` is a `CURL *`; what they answer is a `CURLcode`.
int shim_curl_set_number(void *handle, int option, long value);
int shim_curl_set_pointer(void *handle, int option, const void *value);
int shim_curl_set_callback(void *handle, int option, size_t (*function)(char *bytes, size_t size, size_t count, void *context));
int shim_curl_get_number(void *handle, int information, long *value);
int shim_curl_get_text(void *handle, int information, const char **value);
