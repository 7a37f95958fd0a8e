import CShims
import Glibc

extension Pool {
  /// A worker that dies younger than this died at start.
  private static let youth = MonotonicClock.second

  /// Starts workers until there are as many as wanted, or one has to wait.
  mutating func fill() {
    let wanted: Int
    switch phase {
    case .starting, .serving, .reloading: wanted = configuration.workers
    // While draining one suffices, and only if all left before they saw that nobody waits.
    case .draining: wanted = members.isEmpty && !isDrained && !supervisor.listener.isInherited ? 1 : 0
    }
    while staying < wanted, backOff.until <= MonotonicClock.now() {
      // After one that died at start, the next has to come up before others are tried.
      if backOff.failures > 0, members.contains(where: { !$0.isReady && !$0.isKilled }) { return }
      guard start() else { return }
    }
  }

  /// Forks a worker; false when there is no place or no process for it.
  private mutating func start() -> Bool {
    guard let slot = slots.first(where: { slot in !members.contains { $0.slot === slot } }) else { return false }
    slot.occupy(generation: generation)
    let started = MonotonicClock.now()
    fflush(nil)  // What is still in a buffer would be written by the child as well.
    let child = shim_fork()
    if child == 0 {
      slot.pid = getpid()
      let worker = Worker(
        configuration: configuration, listener: supervisor.listener, slot: slot, supervisor: pid, log: log,
        makeResponder: supervisor.makeResponder)
      let exit = worker.run()
      fflush(nil)
      _exit(exit.rawValue)
    }
    guard child > 0 else {
      log(.error, "cannot fork a worker: \(PoolError.reason(errno))")
      slot.vacate()
      backOff.fail(now: started)
      return false
    }
    slot.pid = child
    members.append(Member(pid: child, slot: slot, generation: generation, started: started))
    log(.debug, "worker \(child) started")
    if case .draining = phase { kill(child, WorkerSignal.drain) }
    return true
  }

  /// Notices which workers have come up, and what that completes.
  mutating func noticeReady() {
    for index in members.indices where !members[index].isReady {
      let state = board.worker(at: members[index].slot.index, now: 0)?.state
      members[index].isReady = state != nil && state != .starting
    }
    switch phase {
    case .starting where members.contains { $0.isReady }:
      phase = .serving
      notifications.send(.ready(status: status))
      if wantsReload { startReload() }
    case .reloading where members.count(where: { $0.generation == generation && $0.isReady }) >= configuration.workers:
      finishReload()
    default: break
    }
    let now = MonotonicClock.now()
    if members.contains(where: { $0.isReady && now - $0.started > Self.youth }) { backOff.succeed() }
  }

  /// Takes note of workers that ended.
  mutating func bury() {
    var status: Int32 = 0
    while true {
      let pid = waitpid(-1, &status, WNOHANG)
      guard pid > 0 else { return }
      guard let index = members.firstIndex(where: { $0.pid == pid }) else { continue }
      let member = members.remove(at: index)
      note(member, ended: ProcessEnd(status: status))
      member.slot.vacate()
    }
  }

  private mutating func note(_ member: Member, ended end: ProcessEnd) {
    let work = board.worker(at: member.slot.index, now: MonotonicClock.now())
    switch end {
    case .exited(WorkerExit.finished.rawValue): log(.debug, "worker \(member.pid) left")
    case .exited(WorkerExit.drained.rawValue):
      isDrained = true
      log(.debug, "worker \(member.pid) left")
    case .exited(WorkerExit.retired.rawValue):
      board.count(ScoreboardLayout.Header.recycled)
      log(.debug, "worker \(member.pid) left after \(work?.requests ?? 0) requests")
    default:
      lose(member, work, end)
    }
  }

  /// A worker died before its time.
  private mutating func lose(_ member: Member, _ work: Snapshot.Worker?, _ end: ProcessEnd) {
    let now = MonotonicClock.now()
    let isBusy = work.map { $0.state == .working || $0.state == .reading } ?? false
    if let work, isBusy {
      board.count(ScoreboardLayout.Header.lost)
      member.slot.countLostRequest()
      hasLostRequests = hasLostRequests || phase.isDraining
      if !member.isKilled { log(.error, "worker \(member.pid) \(end) in \(work.request)") }
    } else if !member.isKilled, end != .exited(WorkerExit.failedToStart.rawValue) {  // That one has said why.
      log(.error, "worker \(member.pid) \(end)")
    }
    if !member.isLeaving { board.count(ScoreboardLayout.Header.restarts) }
    let hasComeUp = hasComeUp(member, work)
    let isYoung = MonotonicClock.elapsed(from: member.started, to: now) < Self.youth
    if !hasComeUp || isYoung && !isBusy && !member.isKilled, backOff.fail(now: now), backOff.failures > 1 {
      log(.warning, "workers die at start: the next one is started in \(Snapshot.duration(backOff.until - now))")
    }
    guard !hasComeUp else { return }
    if phase == .reloading, member.generation == generation { abandonReload() }
    if phase.isDraining { isDrained = true }  // Nobody can be found who would serve those that wait.
  }

  private func hasComeUp(_ member: Member, _ work: Snapshot.Worker?) -> Bool {
    member.isReady || (work.map { $0.state != .starting } ?? false)
  }
}

/// How a process ended (wait(2)).
enum ProcessEnd: Equatable, CustomStringConvertible {
  case exited(Int32)
  case killed(Int32)

  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal)
  }

  var description: String {
    switch self {
    case .exited(let status): "exited with status \(status)"
    case .killed(let signal): "was killed by signal \(signal) (\(strsignal(signal).map { String(cString: $0) } ?? "?"))"
    }
  }
}

extension Pool.Phase {
  var isDraining: Bool {
    if case .draining = self { true } else { false }
  }
}
