import MariaDB
import Web

extension Failure {
  /// E8: what clients are told of a write that the database refused; its own words stay in the log.
  package init?(integrity error: DatabaseError) {
    if error.isDuplicate {
      self = .row("A record with the same unique values already exists.")
    } else if error.isForeignKey {
      self = .row("The change conflicts with records referencing this one.")
    } else if error.isNullRefused {
      self = .row("A required field is missing.")
    } else if error.isCheckRefused {
      self = .row("The data conflicts with database integrity rules.")
    } else if error.isBadValue {
      self = .badFormat
    } else if error.isTooLarge {
      self = .row("These are more values than are accepted at once.")
    } else {
      return nil
    }
  }

  package static let badFormat = row("One of the provided values has an invalid format.")

  /// Runs a write; a refusal of the database becomes the 400 that clients know.
  @discardableResult
  package static func mappingIntegrity<T>(_ write: () throws -> T) throws -> T {
    do {
      return try write()
    } catch let error as DatabaseError {
      throw Failure(integrity: error) ?? error
    }
  }
}
