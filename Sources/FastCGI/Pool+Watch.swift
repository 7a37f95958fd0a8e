import CShims
import Glibc

extension Pool {
  /// Looks after every worker about once a second: how much memory it has, how long its request takes.
  mutating func watch() {
    let now = MonotonicClock.now()
    if case .draining(let end) = phase, now >= end { endNow("the drain time of \(configuration.drain) s is over") }
    guard now >= nextWatch else { return }
    nextWatch = now + MonotonicClock.second
    if case .draining(let end) = phase { nextWatch = min(nextWatch, max(end, now + 1_000)) }
    for index in members.indices where !members[index].isKilled {
      watchMemory(index)
      watchTime(index, now: now)
    }
  }

  /// A worker that has grown too large leaves after its request. Its memory is read here and not in the worker, whose requests it would
  /// slow down, and where nothing would be seen while a request is running.
  private mutating func watchMemory(_ index: Int) {
    guard let memory = residentMemory(of: members[index].pid) else { return }
    members[index].slot.memoryInUse = memory
    guard configuration.maxMemory > 0, memory > configuration.maxMemory, members[index].isReady, !members[index].isLeaving else { return }
    guard !phase.isDraining else { return }
    log(.info, "worker \(members[index].pid) has \(memory >> 20) MiB of memory, \(configuration.maxMemory >> 20) are allowed: replaced")
    board.count(ScoreboardLayout.Header.recycled)
    tell(index, WorkerSignal.finish)
  }

  /// A worker that is stuck is killed. What it was doing to the database is undone by the database.
  private mutating func watchTime(_ index: Int, now: UInt64) {
    let member = members[index]
    guard configuration.requestTimeout > 0, let work = board.worker(at: member.slot.index, now: now), work.state != .idle else { return }
    guard work.since > UInt64(configuration.requestTimeout) * MonotonicClock.second else { return }
    board.count(ScoreboardLayout.Header.timeouts)
    log(.error, "worker \(member.pid) is killed: \(work.request) takes longer than \(configuration.requestTimeout) s")
    members[index].isKilled = true
    kill(member.pid, SIGKILL)
  }

  /// Sends a worker word that it should leave.
  mutating func tell(_ index: Int, _ signal: Int32) {
    members[index].isLeaving = true
    kill(members[index].pid, signal)
  }

  /// Resident memory of a process in bytes (proc(5), `statm`).
  private func residentMemory(of pid: pid_t) -> Int? {
    let descriptor = shim_open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let text = String(unsafeUninitializedCapacity: 128) { max(read(descriptor, $0.baseAddress, $0.count), 0) }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * Int(getpagesize()) } : nil
  }
}

extension Snapshot.Worker {
  /// What it is doing, for the log: `GET /data/tasks/:id (request 4f2c)`.
  var request: String {
    switch state {
    case .starting: "its start"
    case .reading: "reading the head of a request"
    default: "\(method) \(route ?? "(no route yet)") (request \(requestID.isEmpty ? "without id" : requestID))"
    }
  }
}
