/// What a worker is doing.
public enum WorkerState: UInt64, Sendable, CaseIterable {
  /// No worker has this place.
  case vacant
  /// Forked; the responder is being made.
  case starting
  /// Waits for a connection.
  case idle
  /// Took a connection and reads the head of its request.
  case reading
  /// Works on a request and answers it.
  case working
}

/// What the pool as a whole is doing.
public enum PoolState: UInt64, Sendable {
  /// Forked its first workers, none of which is ready yet.
  case starting
  /// Takes requests.
  case serving
  /// Takes requests while its workers are being replaced.
  case reloading
  /// Finishes what it has begun.
  case draining
}
