import Glibc
import Synchronization

/// What every worker does, in memory that the supervisor, the workers and `status` in another process share.
///
///     print(try Scoreboard.read(path: "/run/api/api.scoreboard"))
public struct Scoreboard {
  private typealias Header = ScoreboardLayout.Header
  private typealias Place = ScoreboardLayout.Place

  let memory: SharedMemory
  let layout: ScoreboardLayout
  private let routes: [String]

  /// Makes an empty scoreboard, in a file when there is a path.
  init(slots: Int, routes: [String], path: String? = nil) throws {
    let layout = ScoreboardLayout(slots: slots, routes: routes)
    func fill(_ memory: SharedMemory) {
      memory[Header.slots] = UInt64(slots)
      memory[Header.routes] = UInt64(routes.count)
      memory[Header.namesBytes] = UInt64(layout.namesBytes)
      memory[Header.supervisor] = UInt64(getpid())
      memory[Header.started] = MonotonicClock.now()
      memory[Header.startedAt] = UInt64(time(nil))
      memory.write(routes.map { $0 + "\n" }.joined(), at: ScoreboardLayout.headerWords, room: layout.namesWords)
      memory[Header.magic] = ScoreboardLayout.magic
    }
    if let path {
      memory = try SharedMemory.create(path: path, words: layout.words, fill: fill)
    } else {
      memory = try SharedMemory.anonymous(words: layout.words)
      fill(memory)
    }
    self.layout = layout
    self.routes = routes
  }

  /// Attaches to the file of a running pool, for reading.
  private init(readingFrom path: String) throws {
    memory = try SharedMemory.open(path: path)
    guard let layout = ScoreboardLayout(describedBy: memory) else {
      memory.unmap()
      throw PoolError("\(path) is not a scoreboard of this version")
    }
    self.layout = layout
    let names = memory.text(at: ScoreboardLayout.headerWords, room: layout.namesWords)
    routes = names.split(separator: "\n", omittingEmptySubsequences: false).prefix(layout.routes).map(String.init)
  }

  /// Reads the scoreboard of a pool, which may be running, in this or another process.
  /// - Throws: ``PoolError`` when there is none at `path`.
  public static func read(path: String) throws -> Snapshot {
    let board = try Scoreboard(readingFrom: path)
    defer { board.memory.unmap() }
    return board.snapshot()
  }

  /// Everything on the scoreboard. Workers go on writing meanwhile: rows are each true for a moment, totals may be a request apart.
  func snapshot() -> Snapshot {
    let now = MonotonicClock.now()
    var totals = Snapshot.Totals(routes: routes.map { Snapshot.RouteTotals(name: $0) })
    totals.restarts = Int(truncatingIfNeeded: memory[Header.restarts])
    totals.timeouts = Int(truncatingIfNeeded: memory[Header.timeouts])
    totals.recycled = Int(truncatingIfNeeded: memory[Header.recycled])
    totals.lost = Int(truncatingIfNeeded: memory[Header.lost])
    var workers: [Snapshot.Worker] = []
    for index in 0..<layout.slots {
      if let worker = worker(at: index, now: now) { workers.append(worker) }
      addTotals(of: index, to: &totals)
    }
    return Snapshot(
      supervisor: pid_t(truncatingIfNeeded: memory[Header.supervisor]),
      startedAt: Int(truncatingIfNeeded: memory[Header.startedAt]),
      uptime: MonotonicClock.elapsed(from: memory[Header.started], to: now),
      state: PoolState(rawValue: memory[Header.state]) ?? .starting,
      generation: Int(truncatingIfNeeded: memory[Header.generation]),
      wantedWorkers: Int(truncatingIfNeeded: memory[Header.workers]),
      workers: workers, totals: totals)
  }

  /// What the worker in a place does; nil when the place is vacant.
  func worker(at index: Int, now: UInt64) -> Snapshot.Worker? {
    let base = layout.place(index)
    let sequence = memory.words + (base + Place.sequence)
    for attempt in 0... {
      let before = sequence.pointee.load(ordering: .acquiring)
      let worker = uncheckedWorker(at: base, now: now)
      atomicMemoryFence(ordering: .acquiring)
      if before & 1 == 0 && sequence.pointee.load(ordering: .relaxed) == before { return worker }
      // A writer needs nanoseconds, unless it lost the processor meanwhile. One that never ends was killed while it wrote.
      if attempt == 50 { return worker }
      if attempt > 5 { usleep(50) }
    }
    return nil
  }

  private func uncheckedWorker(at base: Int, now: UInt64) -> Snapshot.Worker? {
    guard let state = WorkerState(rawValue: memory[base + Place.state]), state != .vacant else { return nil }
    let route = Int(truncatingIfNeeded: memory[base + Place.route]) - 1
    let isBusy = state == .working
    return Snapshot.Worker(
      pid: pid_t(truncatingIfNeeded: memory[base + Place.pid]),
      state: state,
      generation: Int(truncatingIfNeeded: memory[base + Place.generation]),
      age: MonotonicClock.elapsed(from: memory[base + Place.started], to: now),
      since: MonotonicClock.elapsed(from: memory[base + Place.since], to: now),
      requests: Int(truncatingIfNeeded: memory[base + Place.requests]),
      memory: Int(truncatingIfNeeded: memory[base + Place.memory]),
      method: isBusy ? memory.text(at: base + Place.method, room: ScoreboardLayout.methodWords) : "",
      route: isBusy && routes.indices.contains(route) ? routes[route] : nil,
      requestID: isBusy ? memory.text(at: base + Place.requestID, room: ScoreboardLayout.requestIDWords) : "")
  }

  private func addTotals(of index: Int, to totals: inout Snapshot.Totals) {
    let base = layout.place(index)
    for statusClass in 0..<ScoreboardLayout.statusClasses {
      totals.byStatusClass[statusClass] += Int(truncatingIfNeeded: memory[base + Place.statuses + statusClass])
    }
    totals.microseconds += Int(truncatingIfNeeded: memory[base + Place.microseconds])
    for route in totals.routes.indices {
      let words = base + Place.routes + route * ScoreboardLayout.Route.words
      totals.routes[route].requests += Int(truncatingIfNeeded: memory[words + ScoreboardLayout.Route.requests])
      totals.routes[route].failures += Int(truncatingIfNeeded: memory[words + ScoreboardLayout.Route.failures])
      totals.routes[route].microseconds += Int(truncatingIfNeeded: memory[words + ScoreboardLayout.Route.microseconds])
    }
  }

  /// Adds to one of the supervisor's counters.
  func count(_ word: Int) { memory.add(1, at: word) }

  /// Sets what the pool as a whole does.
  func show(state: PoolState, generation: UInt64, workers: Int) {
    memory[Header.state] = state.rawValue
    memory[Header.generation] = generation
    memory[Header.workers] = UInt64(workers)
  }
}
