import Engine
import MariaDB
import Web

/// A kind of ShotGrid records, and the rows that they become.
struct ShotGridKind: Sendable {
  /// A row to be: its columns, and the ids in its lists.
  struct Draft {
    var values: [String: Value]
    var related: [String: [ID]] = [:]
  }

  /// The row that a record becomes; nil when it is left out.
  typealias Reading = (ShotGridRecord) throws -> Draft?
  typealias Stored = (record: ShotGridRecord, row: Record)

  /// Segment of the path.
  let path: String
  let table: Table
  let shape: Shape
  /// Fields without which a record is left out.
  let required: [String]
  /// Which rows of the table may be meant.
  var condition: SQL = "TRUE"
  /// Columns that say which row is meant where none has the record's id.
  var second: [String] = []
  /// Columns that no two rows have in common: a record that would is left out, or does not change them.
  var unique: [String] = []
  /// Columns that are written to a row that is there; nil for all that a record says.
  var updates: Set<String>?
  /// Are names compared without regard to case?
  var foldsNames = false
  /// What the import of several records looks up once.
  let prepare: @Sendable ([ShotGridRecord], Call) throws -> Reading
  /// What is left when the rows are stored.
  var finish: @Sendable ([Stored], Call) throws -> Void = { _, _ in }

  init(
    _ path: String, _ table: Table, shape: Shape? = nil, required: [String],
    prepare: @escaping @Sendable ([ShotGridRecord], Call) throws -> Reading
  ) {
    self.path = path
    self.table = table
    self.shape = shape ?? Shape(table)
    self.required = required
    self.prepare = prepare
  }

  func with(_ change: (inout ShotGridKind) -> Void) -> ShotGridKind {
    var kind = self
    change(&kind)
    return kind
  }

  static let all = [
    projects, persons, steps, status, episodes, sequences, scenes, shots, assets, tasks, versions, notes,
  ]

  // MARK: The studio

  private static let projects = ShotGridKind("projects", .project, required: ["id", "name"]) { records, call in
    if records.contains(where: { !$0.has("sg_status") }) { throw Failure.parameter("Each project needs the field sg_status.") }
    let names = records.compactMap { $0.text("sg_status") }
    let statuses = try call.ensure(names.map { (name: $0, values: ["color": "#000000"]) }, in: .projectStatus)
    return { record in
      Draft(values: [
        "name": record.text("name").sqlValue, "project_status_id": record.text("sg_status").flatMap { statuses[$0] }.sqlValue,
        "file_tree": .text((ShippedTrees.all["default"] ?? [:]).description),
        "data": .text(JSON.object(record.ownFields(but: ["sg_status"])).description),
      ])
    }
  }.with { $0.updates = ["name", "project_status_id", "data", "shotgun_id"] }

  /// Who is there already only gets a department.
  private static let persons = ShotGridKind(
    "persons", .person, shape: PersonShape.safe, required: ["id", "firstname", "lastname", "email", "login"]
  ) { records, call in
    let records = records.filter { $0.text("email") != "changeme@email.com" }
    let names = records.compactMap { $0.text("department.name") }
    let departments = try call.ensure(names.map { (name: $0, values: ["color": "#000000"]) }, in: .department, event: "department")
    let roles = ["Manager": "manager", "Admin": "admin"]
    return { record in
      guard record.text("email") != "changeme@email.com" else { return nil }
      let department = record.text("department.name").flatMap { departments[$0] }
      return Draft(
        values: [
          "first_name": record.text("firstname").sqlValue, "last_name": record.text("lastname").sqlValue,
          "email": record.text("email").map { $0.lowercased() }.sqlValue, "desktop_login": record.text("login").sqlValue,
          "active": ((record.text("sg_status_list") ?? "act") == "act").sqlValue,
          "role": .text(record.text("permission_rule_set.name").flatMap { roles[$0] } ?? "user"),
          "timezone": .text(call.configuration.defaultTimezone), "locale": .text(call.configuration.defaultLocale),
        ], related: department.map { ["departments": [$0]] } ?? [:])
    }
  }.with {
    $0.second = ["email"]
    $0.updates = []
    $0.condition = "NOT person.is_bot"
  }

  private static let steps = ShotGridKind("steps", .taskType, required: ["id", "code"]) { records, call in
    func department(_ record: ShotGridRecord) -> String { record.text("code")?.split(separator: " ").first.map(String.init) ?? "" }
    let departments = try call.ensure(
      records.map { (name: department($0), values: ["color": .text($0.color("color"))]) }, in: .department, event: "department")
    return { record in
      Draft(values: [
        "name": record.text("code").sqlValue, "for_entity": .text(record.text("entity_type") ?? "Asset"),
        "department_id": departments[department(record)].sqlValue, "color": .text(record.color("color")),
        "short_name": .text(record.text("short_name") ?? ""),
      ])
    }
  }.with {
    $0.second = ["name", "for_entity"]
    $0.unique = ["name", "for_entity", "department_id"]
    $0.foldsNames = true
  }

  private static let status = ShotGridKind("status", .taskStatus, required: ["id", "name", "code", "bg_color"]) { _, _ in
    { record in
      Draft(values: [
        "name": record.text("name").sqlValue, "short_name": record.text("code").sqlValue, "color": .text(record.color("bg_color")),
      ])
    }
  }.with { $0.second = ["short_name"] }
}
