import Engine
import MariaDB
import Web

/// Filters that people save for the lists of the web app, and the groups they put them in (contract chapter 03, User: filters).
enum SearchFilterRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/filters", for: .person, "List the filters that the caller sees") { try list(.searchFilter, $0) }
    routes.post("/data/user/filters", for: .person, "Save a filter", newFilter, then: createFilter)
    routes.put("/data/user/filters/:filter_id", for: .person, "Change a filter", changedFilter, filter, then: updateFilter)
    routes.delete("/data/user/filters/:filter_id", for: .person, "Delete a filter", filter) { call, filter in
      try call.database.delete(filter.row)
      return .deleted
    }
    routes.get("/data/user/filter-groups", for: .person, "List the groups of filters that the caller sees") {
      try list(.searchFilterGroup, $0)
    }
    routes.post("/data/user/filter-groups", for: .person, "Make a group of filters", newGroup, then: createGroup)
    routes.get("/data/user/filter-groups/:filter_group_id", for: .person, "Read a group of filters", group) { try $1.answer($0) }
    routes.put(
      "/data/user/filter-groups/:filter_group_id", for: .person, "Change a group of filters", changedGroup, group, then: updateGroup)
    routes.delete("/data/user/filter-groups/:filter_group_id", for: .person, "Delete a group with its filters", group, then: deleteGroup)
  }

  private static func list(_ table: Table, _ call: Call) throws -> Response {
    let searches = try SavedSearches(table, call)
    return .stream { output, _ in try searches.write(from: call.database, to: output) }
  }

  // MARK: Filters

  private typealias Sent = (values: [String: Value], audience: SavedSearch.Audience, group: String?)

  private static let filter = Step<String>.text("filter_id").map { call, id in try SavedSearch(.searchFilter, id, call) }

  private static let newFilter = Step.fields { fields -> Sent in
    let (name, query) = (fields.name(atMost: 200), fields.name("query", atMost: 500))
    let (list, project, entityType) = place(&fields)
    let (isShared, group) = (fields.optionalBoolean("is_shared"), fields.optionalText("search_filter_group_id"))
    let audience = SavedSearch.Audience(project: project, isShared: isShared, department: fields.optionalText("department_id"))
    return (["name": .text(name), "search_query": .text(query), "list_type": list, "entity_type": entityType], audience, group)
  }

  private static func createFilter(_ call: Call, _ sent: Sent) throws -> Response {
    var all = sent.values.merging(try sent.audience.values(call)) { $1 }
    all["search_filter_group_id"] = try sent.group.map { try groupID($0, isShared: all["is_shared"], call) }.sqlValue
    return try SavedSearch.create(.searchFilter, all, call)
  }

  private static let changedFilter = Step.fields { fields -> (Sent, isMoved: Bool) in
    let values = texts(&fields, [("name", 200), ("search_query", 500)])
    let isMoved = fields["search_filter_group_id"] != nil
    let group = fields.optionalText("search_filter_group_id")
    return ((values, SavedSearch.Audience(&fields), group), isMoved)
  }

  private static func updateFilter(_ call: Call, _ change: (Sent, isMoved: Bool), _ filter: SavedSearch) throws -> Response {
    let (sent, isMoved) = change
    var all = sent.values.merging(try sent.audience.values(call, stored: filter.row.bool("is_shared"))) { $1 }
    // The group it is in must go with how it is shared now; null takes it out.
    let target = isMoved ? sent.group : filter.row.text("search_filter_group_id")
    all["search_filter_group_id"] = try target.map { try groupID($0, isShared: all["is_shared"], call) }.sqlValue
    return try filter.update(all, call)
  }

  /// The group of that id, which must be as shared as the filter. - Throws: 404, 400.
  private static func groupID(_ text: String, isShared: Value?, _ call: Call) throws -> ID {
    guard let id = ID(anyNotation: text), let group = try call.database.record(.searchFilterGroup, id) else {
      throw Failure.notFound("There is no such group of filters.")
    }
    guard group.bool("is_shared").sqlValue == isShared else {
      throw Failure.parameter("A shared filter goes into a shared group, another one into a group that is not shared.")
    }
    return id
  }

  // MARK: Groups

  private static let group = Step<String>.text("filter_group_id").map { call, id in try SavedSearch(.searchFilterGroup, id, call) }

  private static let newGroup = Step.fields { fields -> Sent in
    let (name, color) = (fields.name(atMost: 200), fields.optionalText("color", atMost: 8) ?? "")
    let (list, project, entityType) = place(&fields)
    let isShared = fields.optionalBoolean("is_shared")
    let audience = SavedSearch.Audience(project: project, isShared: isShared, department: fields.optionalText("department_id"))
    return (["name": .text(name), "color": .text(color), "list_type": list, "entity_type": entityType], audience, nil)
  }

  private static func createGroup(_ call: Call, _ sent: Sent) throws -> Response {
    try SavedSearch.create(.searchFilterGroup, sent.values.merging(try sent.audience.values(call)) { $1 }, call)
  }

  private static let changedGroup = Step.fields { fields -> Sent in
    (texts(&fields, [("name", 200), ("color", 8)]), SavedSearch.Audience(&fields), nil)
  }

  private static func updateGroup(_ call: Call, _ sent: Sent, _ group: SavedSearch) throws -> Response {
    let all = sent.values.merging(try sent.audience.values(call, stored: group.row.bool("is_shared"))) { $1 }
    if sent.audience.isShared != nil {
      try call.database.execute(
        "UPDATE search_filter SET is_shared = \(all["is_shared"]) WHERE search_filter_group_id = \(group.row.id)")
    }
    return try group.update(all, call)
  }

  private static func deleteGroup(_ call: Call, _ stored: SavedSearch) throws -> Response {
    let group = stored.row
    try call.database.execute("DELETE FROM search_filter WHERE search_filter_group_id = \(group.id)")
    try call.database.delete(group)
    return .deleted
  }

  // MARK: Bodies

  /// The list that a new one is for, its project, and the kind of what is listed.
  private static func place(_ fields: inout FieldReader) -> (list: Value, project: String?, entityType: Value) {
    (
      .text(fields.text("list_type", atMost: 80, default: "todo")), fields.optionalText("project_id"),
      fields.optionalText("entity_type", atMost: 80).sqlValue
    )
  }

  /// What is sent of columns of text; null is not.
  private static func texts(_ fields: inout FieldReader, _ columns: [(name: String, limit: Int)]) -> [String: Value] {
    var values: [String: Value] = [:]
    for column in columns {
      if let text = fields.optionalText(column.name, atMost: column.limit) { values[column.name] = .text(text) }
    }
    return values
  }
}
