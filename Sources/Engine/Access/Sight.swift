import MariaDB
import Web

/// What the caller sees of rows that are listed from several projects: in each by their role there. Every list goes through it: the rows by
/// a condition (`seenTasks`, `seenEntities`), what is written of them by a shape (`seen`).
extension Access {
  /// An SQL condition on `task`: those of the open projects, of which a vendor sees what they work on.
  package var seenTasks: SQL {
    get throws { "task.project_id IN \(visibleProjects) AND \(try vendorsOnly(project: "task.project_id", "task.id IN \(assignments)"))" }
  }

  /// An SQL condition on `entity`: those of the open projects, of which a vendor sees what they work on, with the sequences and episodes that
  /// it is in.
  package var seenEntities: SQL {
    get throws {
      let own = [EntityKind.asset, .sequence, .episode].map { VendorView.condition($0, studio) }
      return """
        entity.project_id IN \(visibleProjects)
        AND \(try vendorsOnly(project: "entity.project_id", "(\(own.joined(separator: " OR ")))"))
        """
    }
  }

  /// An SQL condition on `person`: whom the caller may know. Clients know themselves, and whom they work with in open productions.
  package var acquaintances: SQL {
    guard caller.role == .client else { return "TRUE" }
    return """
      (person.id = \(caller.id) OR person.id IN
      (SELECT team.person_id FROM project_person_link team WHERE team.project_id IN \(openProjects)))
      """
  }

  /// An SQL condition that rows meet for vendors; the others see all.
  /// - Parameter project: the column that says which project a row belongs to.
  package func vendorsOnly(project: SQL, _ condition: SQL) throws -> SQL {
    try isCaller(.vendor, in: project).map { "(NOT \($0) OR \(condition))" } ?? "TRUE"
  }

  /// An SQL condition on rows that say who works when, on what and for how long: clients do not see them.
  /// - Parameter project: the column that says which project a row belongs to.
  package func notForClients(project: SQL) throws -> SQL { try isCaller(.client, in: project).map { "NOT \($0)" } ?? "TRUE" }

  /// An SQL condition: is the caller this in the project of a row? Where they are in no team the role in the studio counts. Nil: in none.
  /// - Parameter project: the column that says which project a row belongs to.
  package func isCaller(_ role: Role, in project: SQL) throws -> SQL? {
    if isAdmin { return nil }
    let (same, others) = (try roles().filter { $0.role == role }.map(\.project), try roles().filter { $0.role != role }.map(\.project))
    if caller.role == role { return others.isEmpty ? "TRUE" : "(\(project) NOT IN \(others))" }
    return same.isEmpty ? nil : "(\(project) IN \(same))"
  }

  /// A shape of tasks or entities as the caller sees it: clients see nothing of who works when and for how long, vendors no metadata of
  /// other departments. The query names the tables `task` and `entity`.
  package func seen(_ shape: Shape) throws -> Shape {
    let keys = try seenKeys(shape.keys)
    return keys.map { Shape(keys: $0) } ?? shape
  }

  /// The same for the keys of a shape.
  package func seen(_ keys: [Shape.Key]) throws -> [Shape.Key] { try seenKeys(keys) ?? keys }

  /// Nil: nothing of them is hidden.
  private func seenKeys(_ keys: [Shape.Key]) throws -> [Shape.Key]? {
    let asVendor = try isCaller(.vendor, in: "metadata_descriptor.project_id")
    let asClient = try isCaller(.client, in: "task.project_id")
    var seen = keys
    if let asVendor, case let data = try VendorView.data(nil, hidden: asVendor, studio, database), data != Self.metadata {
      seen = Self.replacing(in: seen, by: data)
    }
    if let asClient { seen = asClient == "TRUE" ? ClientView.blanked(seen) : ClientView.blanked(seen, where: asClient) }
    return asVendor == nil && asClient == nil ? nil : seen
  }

  /// As shapes of `entity` select it.
  private static let metadata: SQL = "entity.`data`"

  private static func replacing(in keys: [Shape.Key], by data: SQL) -> [Shape.Key] {
    keys.map { key in
      switch key.source {
      case .nested(let presence, let keys):
        Shape.Key(name: key.name, source: .nested(presence: presence, replacing(in: keys, by: data)), isConcealed: key.isConcealed)
      case .value(metadata, let kind, let whenNull):
        Shape.Key(name: key.name, source: .value(data, kind, whenNull: whenNull), isConcealed: key.isConcealed)
      default: key
      }
    }
  }
}
