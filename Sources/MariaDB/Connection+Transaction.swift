import Glibc

extension Connection {
  /// Runs `body` as one transaction: all it writes is committed together, or nothing when it throws.
  ///
  /// A deadlock, a lock-wait time-out, a Galera certification failure or a connection lost before the commit plays `body` again from its
  /// beginning, so it must do nothing outside of the database that it cannot do twice. When the connection is lost during the commit
  /// itself nobody knows whether it happened: that is thrown, not repeated.
  public func transaction<T>(attempts: Int = 4, _ body: () throws -> T) throws -> T {
    // A transaction inside a transaction is part of it.
    if isInTransaction { return try body() }
    var left = attempts
    while true {
      left -= 1
      do {
        try begin()
        let result = try body()
        try commit()
        return result
      } catch let error as DatabaseError where left > 0 && (error.isConflict || error.isConnectionLost) {
        rollback()
        // The other side of the deadlock gets time to finish: 5 to 40 ms, not the same for both.
        usleep(UInt32.random(in: 5_000...10_000) << UInt32(attempts - left - 1))
      } catch let lost as CommitLost {
        close()
        throw lost.error
      } catch {
        rollback()
        throw error
      }
    }
  }

  private struct CommitLost: Error {
    let error: DatabaseError
  }

  private func begin() throws {
    do {
      try command("START TRANSACTION")
    } catch let error as DatabaseError where error.isConnectionLost {
      close()
      try command("START TRANSACTION")
    }
    setInTransaction(true)
  }

  private func commit() throws {
    do {
      try command("COMMIT")
      setInTransaction(false)
    } catch let error as DatabaseError where error.isConnectionLost {
      throw CommitLost(error: error)
    }
  }

  private func rollback() {
    do {
      if isInTransaction { try command("ROLLBACK") }
      setInTransaction(false)
    } catch {
      close()
    }
  }
}
