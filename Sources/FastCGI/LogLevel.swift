/// How much a line of the pool's log matters. The caller of ``Supervisor`` maps it to its own logger.
public enum LogLevel: Int, Sendable, CaseIterable {
  /// The coming and going of single workers.
  case debug
  /// The life of the pool: started, reloaded, stopped.
  case info
  /// Something to look at: a worker died, a reload was given up.
  case warning
  /// A request was lost or the pool cannot serve.
  case error
}

/// Where the pool's log lines go. It is called in the supervisor and, after the fork, in the workers.
public typealias PoolLog = @Sendable (LogLevel, String) -> Void
