import MariaDB

/// What a route tells of the caller, read in the same query that finds out who that is: one round trip to the database in the place of
/// two, for the route that every page of the web app asks first.
package struct CallerDocument: Sendable {
  /// What is joined to the row of `person`; several rows differ only in what the shapes gather.
  package let joins: SQL
  /// Of administrators. It selects the columns for both.
  package let full: Shape
  /// Of everybody else: the same query, with keys concealed.
  package let limited: Shape

  package init(joins: SQL, full: Shape, limited: Shape) {
    self.joins = joins
    self.full = full
    self.limited = limited
  }
}
