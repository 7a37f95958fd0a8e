import Glibc

extension Up {
  /// What could not be done, as the one sentence that is shown.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ sentence: String) { description = sentence }

    /// A system call's failure: "cannot create /x: Permission denied."
    static func system(_ attempt: String, _ code: Int32 = errno) -> Failure {
      Failure("Cannot \(attempt): \(String(cString: strerror(code))).")
    }
  }

  /// Somebody asked for the end: Ctrl-C, `kill`, a closed terminal.
  struct Interruption: Error {
    let signal: Int32
    var sentence: String {
      let reason = [SIGINT: "Ctrl-C", SIGHUP: "the terminal closed"][signal] ?? "asked to terminate"
      return "\nEnding (\(reason)) ..."
    }
  }

  /// The terminal. Written unbuffered: what is said must be there when the next step hangs.
  enum Console {
    static func say(_ line: String) { write(line, to: STDOUT_FILENO) }

    static func complain(_ error: any Error) { write("Error: \(error)", to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
      var rest = Array((line + "\n").utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        // Nobody reads any more: that is no reason to stop.
        if written <= 0 { return }
        rest = rest.dropFirst(written)
      }
    }
  }

  enum Processors {
    static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
  }

  /// Bytes of memory in this machine.
  enum Memory {
    static var bytes: Int { max(0, sysconf(Int32(_SC_PHYS_PAGES))) * max(0, sysconf(Int32(_SC_PAGESIZE))) }
  }
}
