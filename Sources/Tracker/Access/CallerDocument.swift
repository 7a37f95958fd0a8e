import MariaDB

/// What a route tells of the caller, read in the same query that finds out who that is: one round trip to the database in the place of
/// two, for the route that every page of the web app asks first.
struct CallerDocument: Sendable {
  /// What is joined to the row of `person`; several rows differ only in what the shapes gather.
  let joins: SQL
  /// Of administrators. It selects the columns for both.
  let full: Shape
  /// Of everybody else: the same query, with keys concealed.
  let limited: Shape
}
