import CShims
import Glibc

extension Up {
  /// The folder of one private Tsubame, and that only one `up` at a time works in it.
  ///
  /// ```
  /// mariadb/       the data directory           secret.key      signs the tokens
  /// previews/      pictures and movies          admin-password  the first one, when it was made up
  /// certificate/   of the HTTPS address         administrator   written when the first run is complete
  /// log/           of every child               environment     what `tsubame` commands need here
  /// run/ tmp/ nginx/  rebuilt at each start
  /// ```
  struct Home {
    let path: String

    var run: String { path + "/run" }
    var log: String { path + "/log" }
    var temporary: String { path + "/tmp" }
    var nginx: String { path + "/nginx" }
    var previews: String { path + "/previews" }
    var certificate: String { path + "/certificate" }
    var database: String { path + "/mariadb" }
    var adminPassword: String { path + "/admin-password" }
    var environment: String { path + "/environment" }
    var databaseSocket: String { run + "/mariadb.sock" }
    var poolSocket: String { run + "/pool.sock" }
    var streamSocket: String { run + "/stream.sock" }
    private var administratorMark: String { path + "/administrator" }

    /// Creates the folder and takes it for this process.
    init(at given: String) throws {
      try Files.makeFolder(given)
      guard let resolved = Files.resolve(given) else { throw Failure.system("find the folder \(given)") }
      path = resolved
      // nginx would take these for its own syntax, whatever the quotes.
      if let bad = path.first(where: { "\"'$\\;{}:#".contains($0) || $0.isNewline }) {
        throw Failure("The folder's path must not contain \(bad.isNewline ? "a line break" : "the character \(bad)"): \(path).")
      }
      // sockaddr_un holds 107 bytes.
      guard databaseSocket.utf8.count < 100 else { throw Failure("The folder's path is too long for a socket: \(path).") }
      try lock()
      try Files.makeFolder(log)
      try Files.makeFolder(previews)
    }

    /// The administrator's e-mail address, once the first run is complete.
    var administrator: String? { Files.read(administratorMark)?.split(whereSeparator: \.isNewline).first.map(String.init) }

    func markComplete(administrator: String) throws { try Files.write(administrator + "\n", to: administratorMark, mode: 0o600) }

    var generatedPassword: String? { Files.read(adminPassword)?.split(whereSeparator: \.isNewline).first.map(String.init) }

    /// The kernel drops the lock when this process ends, however it ends.
    private func lock() throws {
      let file = path + "/up.lock"
      let descriptor = shim_open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw Failure.system("write in \(path)") }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let other = Files.read(file).map { $0.filter(\.isNumber) } ?? ""
        throw Failure("Another `tsubame up` is running in \(path)\(other.isEmpty ? "" : " (process \(other))").")
      }
      // Written into the locked file itself, never renamed over it: the lock belongs to the file, not to its name.
      let text = "\(getpid())\n"
      guard ftruncate(descriptor, 0) == 0, Glibc.write(descriptor, text, text.utf8.count) > 0 else { throw Failure.system("write \(file)") }
    }

    /// When an earlier `up` was killed, its children got the signal to end but may still be at it (MariaDB writes its pages).
    ///
    /// Every child inherits the open `children.lock`, so the lock is free exactly when the last of them is gone. MariaDB 10.11 that is told
    /// to end while it starts may wait for ever and hear no other signal (`init_slave`): who is there after half a minute is killed, and
    /// MariaDB begins again from its log, as after a power failure.
    func waitForEarlierRun(_ family: inout Family) throws {
      let file = path + "/children.lock"
      let descriptor = shim_open(file, O_RDWR | O_CREAT, 0o600)
      guard descriptor >= 0 else { throw Failure.system("write \(file)") }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      Console.say("Waiting for what is left of an earlier run to end ...")
      var killing = Clock.seconds + 30
      try family.wait(seconds: 120, otherwise: "A process of an earlier run is still there after two minutes; `fuser \(file)` names it.") {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        if Clock.seconds >= killing {
          for process in Self.children(holding: file) { kill(process, SIGKILL) }
          killing = .max
        }
        return false
      }
    }

    /// The programs of an `up` that have a file open, but for this one.
    private static func children(holding file: String) -> [pid_t] {
      let file = Files.resolve(file)
      return Files.names(in: "/proc").compactMap { pid_t($0) }.filter { process in
        guard process != getpid(), let name = Files.read("/proc/\(process)/comm")?.split(whereSeparator: \.isNewline).first,
          ["mariadbd", "nginx", "tsubame"].contains(name)
        else { return false }
        let descriptors = "/proc/\(process)/fd"
        return Files.names(in: descriptors).contains { Files.resolve("\(descriptors)/\($0)") == file }
      }
    }

    /// Removes what only had a meaning for the run before: sockets, temporary files, the written configuration.
    func clear(_ family: inout Family) throws {
      let rebuilt = [run, temporary, nginx]
      try family.run(
        "clear \(path)", "/bin/rm", ["-rf", "--", database + ".new"] + rebuilt, environment: Environment.plain, log: log + "/setup.log")
      for folder in rebuilt { try Files.makeFolder(folder) }
      for name in ["nginx", "mariadb", "tsubame"] { try Files.makeFolder("\(temporary)/\(name)") }
      unlink(environment)
      try turnLogs()
    }

    /// A log that has grown past 16 MiB is put aside; the one put aside before is dropped.
    private func turnLogs() throws {
      for name in ["mariadb", "nginx", "nginx-access", "nginx-error", "setup", "tsubame"] {
        let file = "\(log)/\(name).log"
        if Files.size(file) > 16 << 20, rename(file, file + ".1") != 0 { throw Failure.system("rename \(file)") }
      }
    }
  }
}
