import CShims
import Glibc

extension Up {
  /// Starting a program, as `shim_start` does it: the child dies with us, has a process group of its own and writes into a log file.
  enum Spawn {
    static func start(
      _ program: String, _ arguments: [String], environment: [String: String], log: String, input: String? = nil
    ) throws -> pid_t {
      let output = shim_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard output >= 0 else { throw Failure.system("write \(log)") }
      defer { close(output) }
      let process = try withInput(input) {
        withStrings([program] + arguments) { arguments in
          withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
            program.withCString { path in
              var description = shim_program()
              description.path = path
              description.arguments = arguments
              description.environment = environment
              (description.input, description.output, description.errors) = (-1, output, output)
              description.kept_count = -1
              (description.own_group, description.death_signal) = (1, SIGTERM)
              return shim_start(&description)
            }
          }
        }
      }
      guard process > 0 else { throw Failure.system("run \(program)") }
      return process
    }

    /// "ended with status 1", "was ended by signal 9".
    static func describe(_ status: Int32) -> String {
      let signal = status & 0x7f
      return signal == 0 ? "ended unexpectedly with status \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
    }

    /// The child inherits our standard input: for its start that is a pipe with one line, which fits into the pipe's buffer.
    private static func withInput(_ line: String?, _ body: () -> pid_t) throws -> pid_t {
      guard let line else { return body() }
      let text = line + "\n"
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw Failure.system("make a pipe") }
      for end in ends { _ = shim_fcntl(end, F_SETFD, FD_CLOEXEC) }
      let usual = shim_fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
      dup2(ends[0], STDIN_FILENO)
      let written = text.utf8.count <= 4096 ? write(ends[1], text, text.utf8.count) : -1
      close(ends[0])
      close(ends[1])
      let process = written > 0 ? body() : -1
      let reason = errno
      dup2(usual, STDIN_FILENO)
      close(usual)
      errno = reason
      return process
    }

    private static func withStrings<Result>(
      _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
      let copies = strings.map { strdup($0) } + [nil]
      defer { for copy in copies { free(copy) } }
      return body(copies)
    }
  }
}
