import Glibc

/// Reload and end.
extension Pool {
  /// SIGHUP: workers of a new generation are started; the old ones go on serving until those are ready.
  mutating func startReload() {
    switch phase {
    case .draining: return
    case .reloading, .starting: wantsReload = true  // One at a time; the newest wish is kept.
    case .serving:
      wantsReload = false
      phase = .reloading
      generation += 1
      backOff = BackOff()
      log(.info, "reloading: starting \(configuration.workers) new workers")
      notifications.send(.reloading(since: MonotonicClock.now()))
      supervisor.reload()
    }
  }

  /// All new workers are ready: the old ones are told to leave after their request.
  mutating func finishReload() {
    for index in members.indices where members[index].generation < generation && !members[index].isLeaving {
      tell(index, WorkerSignal.finish)
    }
    phase = .serving
    log(.info, "reloaded")
    notifications.send(.ready(status: status))
    if wantsReload { startReload() }
  }

  /// A new worker died at start, so the next ones would too: the old ones, which work, stay.
  mutating func abandonReload() {
    for index in members.indices where members[index].generation == generation && !members[index].isLeaving {
      tell(index, WorkerSignal.finish)
    }
    let kept = members.count { !$0.isLeaving && !$0.isKilled }
    log(.error, "reload given up: a new worker died at start; \(kept) workers from before go on serving")
    for index in members.indices where !members[index].isLeaving { members[index].generation = generation }
    phase = .serving
    notifications.send(.ready(status: "reload failed, serving as before"))
    wantsReload = false
  }

  /// SIGTERM or SIGINT: the first one drains, the second one ends.
  mutating func end() {
    if phase.isDraining {
      endNow("told to a second time")
      return
    }
    log(.info, "stopping: requests have \(configuration.drain) s to finish")
    notifications.send(.stopping(status: "finishing requests"))
    phase = .draining(until: MonotonicClock.now() + UInt64(configuration.drain) * MonotonicClock.second)
    nextWatch = 0
    supervisor.listener.refuseNewConnections()
    // systemd's socket keeps those who wait for the next start; ours would lose them.
    let word = supervisor.listener.isInherited ? WorkerSignal.finish : WorkerSignal.drain
    for index in members.indices where !members[index].isKilled { tell(index, word) }
  }

  /// Kills what is left.
  mutating func endNow(_ reason: String) {
    phase = .draining(until: 0)
    isDrained = true
    let now = MonotonicClock.now()
    for index in members.indices where !members[index].isKilled {
      let member = members[index]
      if let work = board.worker(at: member.slot.index, now: now), work.state != .idle {
        log(.error, "worker \(member.pid) is killed in \(work.request): \(reason)")
      }
      members[index].isKilled = true
      kill(member.pid, SIGKILL)
    }
  }
}
