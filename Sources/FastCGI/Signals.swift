import CShims
import Glibc

/// Signals that are never delivered but asked for, so that none interrupts anything and none is missed.
struct Signals {
  private let set: sigset_t

  /// Blocks `signals` for this process and the children it forks.
  init(blocking signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    sigprocmask(SIG_BLOCK, &set, nil)
    self.set = set
  }

  /// The next pending signal; nil when none came within so many microseconds.
  func wait(microseconds: UInt64) -> Int32? {
    var set = set
    var time = timespec(
      tv_sec: Int(microseconds / MonotonicClock.second), tv_nsec: Int(microseconds % MonotonicClock.second) * 1_000)
    let signal = sigtimedwait(&set, nil, &time)
    return signal > 0 ? signal : nil
  }
}

/// What wakes a worker: a connection, or word from the supervisor. Whichever comes while the other is being looked at is still there
/// afterwards, so there is no moment at which a signal can be lost.
struct WorkerEvents {
  enum Event: Equatable {
    case connection
    case signal(Int32)
    case nothing
  }

  private let listener: Int32
  private let signals: Int32
  private let poll: Int32

  /// `signals` are blocked already.
  init(listener: Int32, signals wanted: [Int32]) throws {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in wanted { sigaddset(&set, signal) }
    self.listener = listener
    signals = shim_signal_descriptor(&set)
    poll = shim_poll_create()
    // Exclusive: a connection wakes one idle worker, not all of them.
    guard signals >= 0, poll >= 0, shim_poll_add(poll, listener, 1) == 0, shim_poll_add(poll, signals, 0) == 0 else {
      throw PoolError.system("cannot wait for connections")
    }
  }

  /// Waits for up to `seconds`. A signal goes before a connection.
  func next(seconds: Int) -> Event {
    var ready: (Int32, Int32) = (-1, -1)
    let count = withUnsafeMutableBytes(of: &ready) { room in
      shim_poll_wait(poll, room.baseAddress?.assumingMemoryBound(to: Int32.self), 2, Int32(clamping: seconds * 1_000))
    }
    guard count > 0 else { return .nothing }
    if ready.0 == signals || count > 1 && ready.1 == signals {
      let signal = shim_next_signal(signals)
      if signal != 0 { return .signal(signal) }
    }
    return ready.0 == listener || count > 1 && ready.1 == listener ? .connection : .nothing
  }
}
