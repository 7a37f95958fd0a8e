import Glibc
import Synchronization

/// A worker's place on the scoreboard: it writes there what it does, others read it at any moment.
///
/// A ``Responder`` calls ``begin(method:requestID:)`` when it has read the head of a request, ``route(_:)`` when it knows the route and
/// ``end(status:)`` when it knows the status. All of them are a few stores to memory: no lock, no system call.
public final class Slot {
  private typealias Place = ScoreboardLayout.Place

  let board: Scoreboard
  let index: Int
  private let memory: SharedMemory
  private let base: Int
  private let routeCount: Int
  private var currentRoute: Int?
  private var isCounted = true

  /// Whether the responder wants its worker to be replaced.
  private(set) var isRetiring = false

  init(board: Scoreboard, index: Int) {
    self.board = board
    self.index = index
    memory = board.memory
    base = board.layout.place(index)
    routeCount = board.layout.routes
  }

  /// A place on a scoreboard of its own, for tests and for work outside of a pool.
  public convenience init(routes: [String] = []) throws {
    self.init(board: try Scoreboard(slots: 1, routes: routes), index: 0)
  }

  /// A request is being worked on. The time it takes counts from the accept of its connection.
  public func begin(method: String, requestID: String) {
    if self[Place.state] != WorkerState.reading.rawValue { self[Place.since] = MonotonicClock.now() }
    currentRoute = nil
    isCounted = false
    publish {
      self[Place.state] = WorkerState.working.rawValue
      self[Place.route] = 0
      memory.write(method, at: base + Place.method, room: ScoreboardLayout.methodWords)
      memory.write(requestID, at: base + Place.requestID, room: ScoreboardLayout.requestIDWords)
    }
  }

  /// The route of the current request: its index in the names that the supervisor was given.
  public func route(_ index: Int) {
    guard index >= 0, index < routeCount else { return }
    currentRoute = index
    self[Place.route] = UInt64(index) + 1
  }

  /// The current request got its answer; `status` is the one of HTTP, 0 when the client left without. Counted once per request.
  public func end(status: Int) {
    guard !isCounted else { return }
    isCounted = true
    let elapsed = MonotonicClock.elapsed(from: self[Place.since], to: MonotonicClock.now())
    let statusClass = (100..<600).contains(status) ? status / 100 : 0
    memory.add(1, at: base + Place.statuses + statusClass)
    memory.add(elapsed, at: base + Place.microseconds)
    if let currentRoute {
      let totals = base + Place.routes + currentRoute * ScoreboardLayout.Route.words
      memory.add(1, at: totals + ScoreboardLayout.Route.requests)
      memory.add(elapsed, at: totals + ScoreboardLayout.Route.microseconds)
      if statusClass == 5 { memory.add(1, at: totals + ScoreboardLayout.Route.failures) }
    }
  }

  /// Lets another worker take this one's place after the current request, as when the responder no longer trusts its own state.
  public func retire() {
    isRetiring = true
  }

  /// The whole scoreboard as it is now, for a status page or metrics.
  public func snapshot() -> Snapshot {
    board.snapshot()
  }
}

extension Slot {
  /// The responder was made: waits for the first connection.
  func ready() {
    enter(.idle)
  }

  /// A connection was taken: the clock of the request timeout starts.
  func accepted() {
    enter(.reading)
  }

  /// The connection is closed.
  func released() {
    if self[Place.state] == WorkerState.working.rawValue { end(status: 0) }
    memory.add(1, at: base + Place.requests)
    enter(.idle)
  }

  /// State and time change together: the supervisor must not take the time of a long rest for that of a request.
  private func enter(_ state: WorkerState) {
    let now = MonotonicClock.now()
    publish {
      self[Place.state] = state.rawValue
      self[Place.since] = now
    }
  }

  /// Gives the place to a new worker. Called by the supervisor before it forks.
  func occupy(generation: UInt64) {
    publish {
      for word in [Place.pid, Place.requests, Place.memory, Place.route] { self[word] = 0 }
      self[Place.state] = WorkerState.starting.rawValue
      self[Place.generation] = generation
      self[Place.started] = MonotonicClock.now()
      self[Place.since] = self[Place.started]
      memory.write("", at: base + Place.method, room: ScoreboardLayout.methodWords)
      memory.write("", at: base + Place.requestID, room: ScoreboardLayout.requestIDWords)
    }
  }

  /// The worker died in a request, which is counted as a failure. Called by the supervisor.
  func countLostRequest() {
    guard self[Place.state] == WorkerState.working.rawValue else { return }
    memory.add(1, at: base + Place.statuses)
    let route = Int(truncatingIfNeeded: self[Place.route]) - 1
    guard route >= 0, route < routeCount else { return }
    let totals = base + Place.routes + route * ScoreboardLayout.Route.words
    memory.add(1, at: totals + ScoreboardLayout.Route.requests)
    memory.add(1, at: totals + ScoreboardLayout.Route.failures)
  }

  /// The worker is dead.
  func vacate() {
    publish {
      self[Place.state] = WorkerState.vacant.rawValue
      self[Place.pid] = 0
    }
  }

  var pid: pid_t {
    get { pid_t(truncatingIfNeeded: self[Place.pid]) }
    set { self[Place.pid] = UInt64(truncatingIfNeeded: newValue) }
  }

  var memoryInUse: Int {
    get { Int(truncatingIfNeeded: self[Place.memory]) }
    set { self[Place.memory] = UInt64(newValue) }
  }

  /// Changes several words so that a reader takes either all of them or none.
  ///
  /// A sequence lock: the number is odd while words change. A worker that is killed in between leaves it odd; ``occupy(generation:)``
  /// sets it right, and readers give up waiting soon.
  private func publish(_ change: () -> Void) {
    let sequence = self[Place.sequence] | 1
    self[Place.sequence] = sequence
    atomicMemoryFence(ordering: .releasing)
    change()
    memory.words[base + Place.sequence].store(sequence &+ 1, ordering: .releasing)
  }

  private subscript(word: Int) -> UInt64 {
    get { memory[base + word] }
    set { memory[base + word] = newValue }
  }
}
