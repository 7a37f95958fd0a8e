import CShims
import Glibc

extension Up {
  /// The children of this process: started one after the other, watched together, started again when they die, ended in the reverse order.
  ///
  /// The signals that concern it are blocked and taken one by one (`sigtimedwait`), so nothing here runs in a signal handler.
  struct Family {
    /// How a child is asked to end, and how long that may take before it is killed.
    struct Ending {
      let signal: Int32
      let seconds: Int
    }

    private var members: [Member] = []
    /// Everything runs: from here on, what dies is started again.
    private var isWatching = false
    private var isHurried = false
    private let attended: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGCHLD]

    init() {
      var blocked = sigset_t()
      sigemptyset(&blocked)
      // SIGPIPE too: a reader of our output that went away must not end the database. shim_start unblocks everything in a child.
      for signal in attended + [SIGPIPE] { sigaddset(&blocked, signal) }
      sigprocmask(SIG_BLOCK, &blocked, nil)
      // A parent that ignored SIGCHLD would leave us without the children's exit statuses.
      signal(SIGCHLD, SIG_DFL)
      // Children read nothing from our terminal.
      let nothing = shim_open("/dev/null", O_RDONLY | O_CLOEXEC, 0)
      if nothing >= 0 {
        dup2(nothing, STDIN_FILENO)
        close(nothing)
      }
    }

    /// Starts a child that is to stay.
    mutating func start(
      _ name: String, _ program: String, _ arguments: [String], environment: [String: String], log: String, errorLog: String? = nil,
      ending: Ending
    ) throws {
      var member = Member(
        name: name, program: program, arguments: arguments, environment: environment, log: log, errorLog: errorLog ?? log, ending: ending)
      try member.start()
      members.append(member)
    }

    /// Runs a program to its end; `input` is the line it finds on its standard input.
    mutating func run(
      _ task: String, _ program: String, _ arguments: [String], environment: [String: String], log: String, input: String? = nil
    ) throws {
      let start = Files.size(log)
      let status = try execute(program, arguments, environment: environment, log: log, input: input)
      if status == 0 { return }
      let reason = Files.complaint(in: log, after: start) ?? "\(program) \(Spawn.describe(status))."
      throw Failure("Cannot \(task): \(reason) (more in \(log))")
    }

    /// Whether a program ends well.
    mutating func succeeds(_ program: String, _ arguments: [String], log: String) throws -> Bool {
      try execute(program, arguments, environment: Environment.plain, log: log, input: nil) == 0
    }

    private mutating func execute(
      _ program: String, _ arguments: [String], environment: [String: String], log: String, input: String?
    ) throws -> Int32 {
      let process = try Spawn.start(program, arguments, environment: environment, log: log, input: input)
      do {
        while true {
          if let status = try next(milliseconds: 10_000, awaiting: process) { return status }
        }
      } catch {
        Self.finish(process)
        throw error
      }
    }

    /// Ends a task that is not needed any more, with everything it started itself.
    private static func finish(_ process: pid_t) {
      kill(-process, SIGTERM)
      let deadline = Clock.seconds + 10
      while waitpid(process, nil, WNOHANG) == 0 {
        if Clock.seconds >= deadline { kill(-process, SIGKILL) }
        _ = Signals.take([SIGCHLD], milliseconds: 200)
      }
    }

    /// Looks twenty times a second whether something has come true.
    mutating func wait(seconds: Int, otherwise complaint: String, until isTrue: () -> Bool) throws {
      let deadline = Clock.seconds + seconds
      while !isTrue() {
        guard Clock.seconds < deadline else { throw Failure(complaint) }
        _ = try next(milliseconds: 50)
      }
    }

    /// Stays until somebody asks for the end, and starts again what dies. It always throws: at last when a child cannot be started.
    mutating func watch() throws {
      isWatching = true
      while true {
        let next = members.compactMap(\.due).min()
        _ = try self.next(milliseconds: next.map { max(0, $0 - Clock.seconds) * 1000 + 50 } ?? 3_600_000)
        for index in members.indices where members[index].due.map({ $0 <= Clock.seconds }) ?? false {
          do {
            try members[index].start()
          } catch {
            try members[index].postpone(because: "\(members[index].name) cannot be started: \(error)")
          }
        }
      }
    }

    /// The next thing that happens, if any does in time. Answers the exit status of the process that is awaited.
    private mutating func next(milliseconds: Int, awaiting awaited: pid_t? = nil) throws -> Int32? {
      let signal = Signals.take(attended, milliseconds: milliseconds)
      var awaitedStatus: Int32?
      var status: Int32 = 0
      while case let process = waitpid(-1, &status, WNOHANG), process > 0 {
        if process == awaited { awaitedStatus = status }
        guard let index = members.firstIndex(where: { $0.process == process }) else { continue }
        let sentence = members[index].died(status)
        guard isWatching else { throw Failure(sentence) }
        try members[index].postpone(because: sentence)
      }
      if let signal, signal != SIGCHLD { throw Interruption(signal: signal) }
      return awaitedStatus
    }

    /// Ends the children, last started first. Asked a second time (Ctrl-C again), it waits only for the database.
    mutating func end() {
      while let member = members.popLast() {
        guard let process = member.process else { continue }
        kill(process, member.ending.signal)
        var deadline = Clock.seconds + member.ending.seconds
        while waitpid(process, nil, WNOHANG) == 0 {
          let isOver = Clock.seconds >= deadline
          if isOver {
            Console.say("\(member.name) did not end in time and is killed.")
            kill(-process, SIGKILL)
            deadline = Clock.seconds + 5
          }
          if let signal = Signals.take(attended, milliseconds: 200), signal != SIGCHLD { isHurried = true }
          if isHurried && !members.isEmpty && !isOver { deadline = min(deadline, Clock.seconds + 1) }
        }
      }
    }
  }

  enum Clock {
    /// Seconds that only ever grow.
    static var seconds: Int {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      return Int(now.tv_sec)
    }
  }

  enum Signals {
    /// Waits for one of these (blocked) signals, nil when none came in time.
    static func take(_ signals: [Int32], milliseconds: Int) -> Int32? {
      var set = sigset_t()
      sigemptyset(&set)
      for signal in signals { sigaddset(&set, signal) }
      var timeout = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
      let signal = sigtimedwait(&set, nil, &timeout)
      return signal > 0 ? signal : nil
    }
  }
}
