import MariaDB
import Web

/// Rows that an answer holds: the query for them, and how each is written.
package struct Listing {
  package let shape: Shape
  package let sql: SQL

  /// - Parameter rest: of the query, behind the columns of the shape: `FROM task WHERE … ORDER BY …`.
  package init(_ shape: Shape, _ rest: SQL) {
    self.shape = shape
    sql = "SELECT \(shape.select) \(rest)"
  }
}

extension Routes {
  /// Declares a list: its rows are streamed as a JSON array.
  ///
  ///     routes.list("/data/projects/:project_id/milestones", "List the milestones of a project", .project(.team)) { _, project in
  ///       Listing(milestone, "FROM milestone WHERE project_id = \(project.id) ORDER BY milestone.id")
  ///     }
  ///
  /// - Parameter rows: which rows these are, once the steps have passed.
  package mutating func list<each Value>(
    _ pattern: String, for audience: Endpoint.Audience = .signedIn, _ summary: String, _ steps: repeat Step<each Value>,
    of rows: @escaping @Sendable (Call, repeat each Value) throws -> Listing
  ) {
    get(pattern, for: audience, summary, repeat each steps) { (call: Call, values: repeat each Value) in
      call.stream(try rows(call, repeat each values))
    }
  }
}

extension Call {
  /// The rows as a JSON array, written as they arrive.
  package func stream(_ listing: Listing) -> Response { stream(listing.sql, listing.shape) }
}
