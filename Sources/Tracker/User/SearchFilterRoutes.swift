import Engine
import MariaDB
import Web

/// Filters that people save for the lists of the web app, and the groups they put them in (contract chapter 03, User: filters).
enum SearchFilterRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/filters", for: .person, "List the filters that the caller sees") { try list(.searchFilter, $0) }
    routes.post("/data/user/filters", for: .person, "Save a filter", then: createFilter)
    routes.put("/data/user/filters/:filter_id", for: .person, "Change a filter", then: updateFilter)
    routes.delete("/data/user/filters/:filter_id", for: .person, "Delete a filter") { call in
      try call.database.delete(try SavedSearch(.searchFilter, call["filter_id"], call).row)
      return .deleted
    }
    routes.get("/data/user/filter-groups", for: .person, "List the groups of filters that the caller sees") {
      try list(.searchFilterGroup, $0)
    }
    routes.post("/data/user/filter-groups", for: .person, "Make a group of filters", then: createGroup)
    routes.get("/data/user/filter-groups/:filter_group_id", for: .person, "Read a group of filters") { try group($0).answer($0) }
    routes.put("/data/user/filter-groups/:filter_group_id", for: .person, "Change a group of filters", then: updateGroup)
    routes.delete("/data/user/filter-groups/:filter_group_id", for: .person, "Delete a group with its filters", then: deleteGroup)
  }

  private static func list(_ table: Table, _ call: Call) throws -> Response {
    let searches = try SavedSearches(table, call)
    return .stream { output, _ in try searches.write(from: call.database, to: output) }
  }

  // MARK: Filters

  private static func createFilter(_ call: Call) throws -> Response {
    let (values, audience, group) = try call.request.validated { fields in
      let (name, query) = (fields.name(atMost: 200), fields.name("query", atMost: 500))
      let (list, project, entityType) = place(&fields)
      let (isShared, group) = (fields.optionalBoolean("is_shared"), fields.optionalText("search_filter_group_id"))
      let audience = SavedSearch.Audience(project: project, isShared: isShared, department: fields.optionalText("department_id"))
      let values: [String: Value] = ["name": .text(name), "search_query": .text(query), "list_type": list, "entity_type": entityType]
      return (values, audience, group)
    }
    var all = values.merging(try audience.values(call)) { $1 }
    all["search_filter_group_id"] = try group.map { try groupID($0, isShared: all["is_shared"], call) }.sqlValue
    return try SavedSearch.create(.searchFilter, all, call)
  }

  private static func updateFilter(_ call: Call) throws -> Response {
    let (values, audience, isMoved, group) = try call.request.validated { fields in
      let values = texts(&fields, [("name", 200), ("search_query", 500)])
      let isMoved = fields["search_filter_group_id"] != nil
      let group = fields.optionalText("search_filter_group_id")
      return (values, SavedSearch.Audience(&fields), isMoved, group)
    }
    let filter = try SavedSearch(.searchFilter, call["filter_id"], call)
    var all = values.merging(try audience.values(call, stored: filter.row.bool("is_shared"))) { $1 }
    // The group it is in must go with how it is shared now; null takes it out.
    let target = isMoved ? group : filter.row.text("search_filter_group_id")
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

  private static func createGroup(_ call: Call) throws -> Response {
    let (values, audience) = try call.request.validated { fields in
      let (name, color) = (fields.name(atMost: 200), fields.optionalText("color", atMost: 8) ?? "")
      let (list, project, entityType) = place(&fields)
      let isShared = fields.optionalBoolean("is_shared")
      let audience = SavedSearch.Audience(project: project, isShared: isShared, department: fields.optionalText("department_id"))
      let values: [String: Value] = ["name": .text(name), "color": .text(color), "list_type": list, "entity_type": entityType]
      return (values, audience)
    }
    return try SavedSearch.create(.searchFilterGroup, values.merging(try audience.values(call)) { $1 }, call)
  }

  private static func updateGroup(_ call: Call) throws -> Response {
    let (values, audience) = try call.request.validated { fields in
      (texts(&fields, [("name", 200), ("color", 8)]), SavedSearch.Audience(&fields))
    }
    let group = try group(call)
    let all = values.merging(try audience.values(call, stored: group.row.bool("is_shared"))) { $1 }
    if audience.isShared != nil {
      try call.database.execute(
        "UPDATE search_filter SET is_shared = \(all["is_shared"]) WHERE search_filter_group_id = \(group.row.id)")
    }
    return try group.update(all, call)
  }

  private static func deleteGroup(_ call: Call) throws -> Response {
    let group = try group(call).row
    try call.database.execute("DELETE FROM search_filter WHERE search_filter_group_id = \(group.id)")
    try call.database.delete(group)
    return .deleted
  }

  private static func group(_ call: Call) throws -> SavedSearch { try SavedSearch(.searchFilterGroup, call["filter_group_id"], call) }

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
