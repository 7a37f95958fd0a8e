import Engine
import MariaDB
import Web

/// What a new studio finds in its database (contract chapter 08, Initial data). Every item is looked for by its name before it is made, and
/// none is changed: it can run again at any time.
package struct InitialData {
  /// What a studio makes: its task types, departments and kinds of assets.
  package enum Domain: String, Sendable, CaseIterable {
    case animation2D = "2d"
    case animation3D = "3d"
    case vfx
    case games
  }

  private let database: Connection

  package init(_ database: Connection) {
    self.database = database
  }

  /// Seeds the database in one transaction. Calls `report` with a line for each kind of item.
  package func seed(_ domain: Domain, report: (String) -> Void) throws {
    try database.transaction {
      for name in ["Open", "Closed"] { try ensure(.projectStatus, ["name": .text(name)], ["color": "#000000"]) }
      report("project statuses")
      try ensure(.taskType, ["name": "Concept", "for_entity": "Concept"], ["color": "#8D6E63", "priority": 1, "short_name": ""])
      for name in ["Episode", "Sequence", "Shot", "Edit"] + Self.assetTypes(domain) { try ensure(.entityType, ["name": .text(name)], [:]) }
      report("entity types")
      let departments = try seedDepartments(domain)
      report("departments")
      for item in Self.taskTypes(domain) {
        try ensure(
          .taskType, ["name": .text(item.name), "for_entity": .text(item.entity)],
          [
            "color": .text(item.color), "priority": .integer(item.priority), "short_name": "",
            "department_id": departments[item.department]?.sqlValue ?? .null,
          ])
      }
      report("task types")
      for status in Self.taskStatuses {
        var values: [String: Value] = ["name": .text(status.name), "color": .text(status.color)]
        for flag in status.flags { values[flag] = true }
        try ensure(.taskStatus, ["short_name": .text(status.short)], values)
      }
      report("task statuses")
      try Organisation.ensure(database)
      report("organisation")
    }
  }

  @discardableResult
  private func ensure(_ table: Table, _ identity: [String: Value], _ values: [String: Value]) throws -> ID {
    let conditions = identity.map { "\(raw: quoted($0.key)) = \($0.value)" as SQL }.joined(separator: " AND ")
    if let id = try database.ids("SELECT id FROM \(raw: table.name) WHERE \(conditions) LIMIT 1").first { return id }
    return try database.insert(into: table, identity.merging(values) { first, _ in first })
  }

  private func seedDepartments(_ domain: Domain) throws -> [String: ID] {
    var ids: [String: ID] = [:]
    for (name, color) in Self.departments(domain) { ids[name] = try ensure(.department, ["name": .text(name)], ["color": .text(color)]) }
    return ids
  }

  // MARK: Items

  private static func assetTypes(_ domain: Domain) -> [String] {
    switch domain {
    case .animation3D: ["Character", "Prop", "Environment", "FX"]
    case .animation2D: ["Character", "Prop", "Background", "FX"]
    case .vfx: ["Character", "Prop", "Environment", "FX", "Vehicle"]
    case .games: ["Character", "Prop", "Environment", "FX", "UI"]
    }
  }

  private static let taskStatuses: [(name: String, short: String, color: String, flags: [String])] = [
    ("Todo", "todo", "#f5f5f5", ["is_default"]),
    ("Work In Progress", "wip", "#3273dc", ["is_wip"]),
    ("Waiting For Approval", "wfa", "#ab26ff", ["is_feedback_request"]),
    ("Retake", "retake", "#ff3860", ["is_retake"]),
    ("Done", "done", "#22d160", ["is_done"]),
    ("Ready To Start", "ready", "#fbc02d", []),
    ("Neutral", "neutral", "#CCCCCC", ["is_default", "for_concept"]),
    ("Approved", "approved", "#66BB6A", ["for_concept"]),
    ("Rejected", "rejected", "#E81123", ["for_concept"]),
  ]

  private static func departments(_ domain: Domain) -> [(name: String, color: String)] {
    let threeD = [
      ("Modeling", "#78909C"), ("Animation", "#009688"), ("FX", "#26C6DA"), ("Compositing", "#F06292"), ("Concept", "#8D6E63"),
      ("Layout", "#7CB342"),
    ]
    switch domain {
    case .animation3D: return threeD
    case .vfx: return threeD + [("Matchmove", "#5C6BC0"), ("DMP", "#8D6E63")]
    case .animation2D: return [("Concept", "#8D6E63"), ("Layout", "#7CB342"), ("Animation", "#009688"), ("Compositing", "#F06292")]
    case .games: return games.map { ($0.name, $0.color) }
    }
  }

  private typealias TaskType = (name: String, entity: String, color: String, priority: Int64, department: String)

  private static func taskTypes(_ domain: Domain) -> [TaskType] {
    switch domain {
    case .animation3D: threeD + [("Edit", "Edit", "#9b298c", 8, "Compositing")]
    case .vfx:
      threeD + [
        ("Matchmove", "Shot", "#5C6BC0", 1, "Matchmove"), ("Rotomation", "Shot", "#7986CB", 2, "Matchmove"),
        ("DMP", "Shot", "#A1887F", 8, "DMP"), ("Edit", "Edit", "#9b298c", 9, "Compositing"),
      ]
    case .animation2D:
      [
        ("Concept", "Asset", "#8D6E63", 1, "Concept"), ("Storyboard", "Shot", "#43A047", 1, "Concept"),
        ("Layout", "Shot", "#7CB342", 2, "Layout"), ("Animation", "Shot", "#009688", 3, "Animation"),
        ("Clean-up", "Shot", "#4DB6AC", 4, "Animation"), ("Color", "Shot", "#F9A825", 5, "Compositing"),
        ("Compositing", "Shot", "#ff5252", 6, "Compositing"), ("Edit", "Edit", "#9b298c", 7, "Compositing"),
      ]
    case .games: games
    }
  }

  private static let threeD: [TaskType] = [
    ("Concept", "Asset", "#8D6E63", 1, "Concept"), ("Modeling", "Asset", "#78909C", 2, "Modeling"),
    ("Shading", "Asset", "#64B5F6", 3, "Modeling"), ("Rigging", "Asset", "#9CCC65", 4, "Animation"),
    ("Storyboard", "Shot", "#43A047", 1, "Concept"), ("Layout", "Shot", "#7CB342", 2, "Layout"),
    ("Animation", "Shot", "#009688", 3, "Animation"), ("Lighting", "Shot", "#F9A825", 4, "Compositing"),
    ("FX", "Shot", "#26C6DA", 5, "FX"), ("Rendering", "Shot", "#F06292", 6, "Compositing"),
    ("Compositing", "Shot", "#ff5252", 7, "Compositing"),
  ]

  private static let games: [TaskType] = [
    ("Game Design", "Asset", "#7B1FA2", 1, "Game Design"), ("Level Design", "Asset", "#00897B", 2, "Level Design"),
    ("Character Art", "Asset", "#78909C", 3, "Character Art"), ("Environment Art", "Asset", "#43A047", 4, "Environment Art"),
    ("Animation", "Asset", "#009688", 5, "Animation"), ("VFX", "Asset", "#26C6DA", 6, "VFX"), ("QA", "Shot", "#E53935", 1, "QA"),
  ]
}
