import Glibc

extension Up {
  /// A child that is to stay, with what it takes to start it again.
  struct Member {
    /// As people are told of it: "The MariaDB server".
    let name: String
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let log: String
    /// Where it says why it ends: in `log`, if nowhere else.
    let errorLog: String
    let ending: Family.Ending

    /// Nil while it waits to be started again.
    private(set) var process: pid_t?
    private var group: pid_t?
    private var startedAt = 0
    private var logStart = 0
    /// How often in a row it has ended before it had run for a while.
    private var failures = 0
    private var dueAt = 0

    init(
      name: String, program: String, arguments: [String], environment: [String: String], log: String, errorLog: String,
      ending: Family.Ending
    ) {
      self.name = name
      self.program = program
      self.arguments = arguments
      self.environment = environment
      self.log = log
      self.errorLog = errorLog
      self.ending = ending
    }

    /// Seconds between a death and the next start. Who ends after the last of them without having run for a while cannot start.
    private static let pauses = [1, 2, 4, 8, 16, 30]
    /// Seconds that a child has to run for its next end to be a first one.
    private static let settled = 20

    /// When it is to be started, nil while it runs. In seconds of `Clock`.
    var due: Int? { process == nil ? dueAt : nil }

    /// Starts it, in a process group of its own: Ctrl-C reaches us, and we end it in its turn.
    mutating func start() throws {
      // What the one before has started, and what did not end when it was asked.
      if let group { kill(-group, SIGKILL) }
      group = nil
      startedAt = Clock.seconds
      logStart = Files.size(errorLog)
      process = try Spawn.start(program, arguments, environment: environment, log: log)
    }

    /// Notes its end. Answers what happened, as a sentence without its full stop.
    mutating func died(_ status: Int32) -> String {
      if let process {
        // What it started would go on without it: nginx's workers keep the port.
        kill(-process, SIGTERM)
        group = process
      }
      process = nil
      // Who was killed had nothing to say about it.
      let wasKilled = status & 0x7f != 0
      let last = wasKilled ? "" : Files.complaint(in: errorLog, after: logStart).map { ": \($0)" } ?? ""
      return "\(name) \(Spawn.describe(status))\(last) (more in \(errorLog))"
    }

    /// Leaves it to be started after a pause, which grows from one time to the next.
    /// - Throws: `Failure` when it has ended too often just after its start.
    mutating func postpone(because sentence: String) throws {
      if Clock.seconds - startedAt >= Self.settled { failures = 0 }
      guard failures < Self.pauses.count else { throw Failure(sentence + "; it was started \(failures) times in vain") }
      dueAt = Clock.seconds + Self.pauses[failures]
      failures += 1
      Console.say("\(sentence); it is started again in \(dueAt - Clock.seconds) s.")
    }
  }
}
