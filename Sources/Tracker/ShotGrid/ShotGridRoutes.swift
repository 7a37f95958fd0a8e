import Engine
import MariaDB
import Web

/// What a studio copies from ShotGrid: records, who works on which project, and what could not be copied.
enum ShotGridRoutes {
  static func declare(in routes: inout Routes) {
    ShotGridImport.declare(in: &routes)
    ShotGridRemoval.declare(in: &routes)
    for path in ["project-connections", "projectconnections"] {
      routes.post(
        "/import/shotgun/\(path)", weight: .bulk, "Import ShotGrid records: who works on which project", .may(.admin), .document,
        then: connect)
    }
    let errors = "/import/shotgun/errors"
    routes.get(errors, "List what could not be copied from ShotGrid", .may(.admin)) { call, _ in
      call.stream(Listing(failed, "FROM data_import_error WHERE data_import_error.source = 'shotgun' ORDER BY data_import_error.id"))
    }
    routes.post(errors, "Note what could not be copied from ShotGrid", .may(.admin), document, then: note)
    routes.delete("\(errors)/:error_id", "Delete a note of what could not be copied", .may(.admin), .row(.dataImportError, in: "error_id"))
    {
      call, _, row in
      try call.database.delete(row)
      return .deleted
    }
  }

  private static let failed = Shape(.dataImportError)
  private static let project = Shape(.project)

  /// Any document, null too. - Throws: 415, 400.
  private static let document = Step<JSON>(StepNote(body: .document)) { call in
    try call.request.isJSON && call.request.isNull ? .null : call.request.json()
  }

  private static func note(_ call: Call, _: Void, _ document: JSON) throws -> Response {
    let id = try Failure.mappingIntegrity {
      try call.database.insert(into: .dataImportError, ["event_data": .text(document.description), "source": "shotgun"])
    }
    return try call.row("SELECT \(failed.select) FROM data_import_error WHERE data_import_error.id = \(id)", failed, status: 201)
  }

  /// Adds people to teams. Who is unknown is left out, and answered with the project all the same.
  private static func connect(_ call: Call, _: Void, _ document: JSON) throws -> Response {
    let records = try ShotGridImport.records(document)
    let projects = try ShotGridIDs(.project, records.map { $0.number("project.id") }, call.database)
    let people = try ShotGridIDs(.person, records.map { $0.number("user.id") }, call.database)
    let known = records.compactMap { record in projects[record.number("project.id")].map { (record: record, project: $0) } }
    let links = known.compactMap { record, project in
      people[record.number("user.id")].map { (project: project, sql: "(\(project), \($0), \(record.number("id")))" as SQL) }
    }
    try call.database.insert(
      "INSERT INTO project_person_link (project_id, person_id, shotgun_id)", links.map(\.sql),
      "ON DUPLICATE KEY UPDATE shotgun_id = VALUES(shotgun_id)")
    for link in links { call.events.emit("project:update", [:], project: link.project) }
    return try call.rows(known.map(\.project), of: .project, project)
  }
}
