/// What a person may do in the studio, or, when a project's team link says so, in one project (contract chapter 01, section 11).
package enum Role: String, Sendable {
  /// Studio manager.
  case admin
  /// Production manager.
  case manager
  case supervisor
  /// Artist.
  case user
  case vendor
  case client

  /// Of the studio or of productions.
  package var isManager: Bool { self == .admin || self == .manager }
}
