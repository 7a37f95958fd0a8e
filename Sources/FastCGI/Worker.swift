import CShims
import Glibc

/// How a worker ends: its exit status, by which the supervisor knows why it left.
enum WorkerExit: Int32 {
  /// It was told to leave.
  case finished = 0
  /// It was told to serve whoever still waits, and nobody does.
  case drained = 10
  /// It served as many requests as it should, or its responder asked for a successor.
  case retired = 11
  /// Its responder could not be made.
  case failedToStart = 12
}

/// What the supervisor says to a worker. Between requests, never during one.
enum WorkerSignal {
  /// Leave; others take those who wait.
  static let finish = SIGTERM
  /// Serve those who wait, then leave.
  static let drain = SIGUSR1
}

/// A process that serves one request at a time, until it is told to leave or has served its share.
struct Worker {
  let configuration: PoolConfiguration
  let listener: Listener
  let slot: Slot
  let supervisor: pid_t
  let log: PoolLog
  let makeResponder: (Slot) throws -> any Responder

  /// The life of the worker, from the fork to its exit status.
  func run() -> WorkerExit {
    // A supervisor that was killed takes its workers with it: its successor starts with a clean house.
    guard shim_die_with_parent(SIGKILL) == 0, getppid() == supervisor else { return .finished }
    shim_set_process_name(configuration.workerName)
    do {
      let events = try WorkerEvents(listener: listener.descriptor, signals: [WorkerSignal.finish, WorkerSignal.drain])
      let connection = try Connection(configuration: configuration)
      let responder = try makeResponder(slot)
      slot.ready()
      kill(supervisor, Supervisor.readySignal)
      return serve(events, connection, responder)
    } catch {
      log(.error, "worker \(getpid()) could not start: \(error)")
      return .failedToStart
    }
  }

  private func serve(_ events: WorkerEvents, _ connection: Connection, _ responder: any Responder) -> WorkerExit {
    var left = share()
    while true {
      switch events.next(seconds: configuration.idleInterval) {
      case .connection:
        switch serveNext(connection, responder) {
        case .served:
          left -= 1
          if left == 0 || slot.isRetiring { return .retired }
        case .nobodyWaits: continue
        case .closed: return .drained
        }
      case .signal(WorkerSignal.finish): return .finished
      case .signal(WorkerSignal.drain):
        while serveNext(connection, responder) == .served {}
        return .drained
      case .signal: continue
      case .nothing: responder.idle()
      }
    }
  }

  private enum Outcome { case served, nobodyWaits, closed }

  /// Takes one connection and serves its request.
  private func serveNext(_ connection: Connection, _ responder: any Responder) -> Outcome {
    let descriptor = shim_accept(listener.descriptor)
    guard descriptor >= 0 else {
      switch errno {
      case EAGAIN: return .nobodyWaits
      case EINTR, ECONNABORTED: return serveNext(connection, responder)
      case EINVAL: return .closed  // The supervisor refuses new connections, and none waits any more.
      case let code:
        // No descriptors or no memory left: looking again at once would only burn the processor.
        log(.error, "worker \(getpid()) cannot accept a connection: \(PoolError.reason(code))")
        usleep(100_000)
        return .nobodyWaits
      }
    }
    slot.accepted()
    if let request = connection.receive(on: descriptor) {
      responder.respond(to: request, on: slot)
      connection.finish(request)
    }
    slot.released()
    return .served
  }

  /// How many requests to serve: about ``PoolConfiguration/maxRequests``, -1 for no end.
  private func share() -> Int {
    let wanted = configuration.maxRequests
    guard wanted > 0 else { return -1 }
    return max(1, wanted + Int.random(in: -(wanted / 10)...(wanted / 10)))
  }
}
