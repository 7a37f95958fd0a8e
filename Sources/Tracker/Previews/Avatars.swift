import Engine
import MariaDB
import Media
import Storage
import Web

/// The pictures of people, projects and the studio (chapter 07, Avatars). Each address answers with and without `.png`.
enum Avatars {
  /// What has a picture; the raw value is its part of the address.
  private enum Owner: String, CaseIterable {
    case persons, projects, organisations

    var table: Table {
      switch self {
      case .persons: .person
      case .projects: .project
      case .organisations: .organisation
      }
    }
  }

  /// Pixels of each side.
  private static let size = 400

  static func declare(in routes: inout Routes) {
    for owner in Owner.allCases {
      for suffix in ["", ".png"] {
        let path = "/pictures/thumbnails/\(owner.rawValue)/:instance_id\(suffix)"
        routes.get(path, "Show the picture of one of the \(owner.rawValue)", self.owner(owner)) { call, row in
          if owner == .projects { try mayLook(at: row.id, call) }
          guard row.bool("has_avatar") else { throw Failure.notFound("There is no picture.") }
          return try call.serve(ServedFile(files: [file(of: row.id)], mediaType: "image/png"))
        }
        if owner == .projects && suffix != "" {
          routes.post(path, "Refused: pictures of projects are sent to the address without extension") { _ in
            throw Failure.plain(405, "Upload project thumbnails on the url without extension: /pictures/thumbnails/projects/<project_id>.")
          }
        } else {
          routes.post(path, weight: .files, "Upload the picture of one of the \(owner.rawValue)", self.owner(owner)) {
            try upload($0, owner, $1)
          }
        }
      }
    }
  }

  /// The row; of organisations there is one, whatever the id.
  private static func owner(_ owner: Owner) -> Step<Record> {
    guard owner == .organisations else { return .row(owner.table, in: "instance_id") }
    return Step<String>.text("instance_id").map { call, id in
      let studio = try call.database.first("SELECT \(Record.selection(.organisation)) FROM organisation ORDER BY id LIMIT 1") {
        Record(.organisation, $0)
      }
      guard let studio, !call.isWriting || ID(id) == studio.id else {
        throw Failure.notFound("There is no such organisation.")
      }
      return studio
    }
  }

  private static func file(of owner: ID) -> StoredFile { StoredFile(.pictures, "thumbnails", id: owner.description) }

  /// Managers of the studio see all projects' pictures.
  private static func mayLook(at project: ID, _ call: Call) throws {
    let access = try call.access
    if access.studio.studioRole.isManager { return }
    try Rule<Project>.team.check(access.standing(in: project), Project(id: project))
  }

  private static func upload(_ call: Call, _ owner: Owner, _ row: Record) throws -> Response {
    switch owner {
    case .persons: try call.check(.oneself, Person(row.id))
    case .projects: try call.check(.manager, in: row.id)
    case .organisations: try call.check(.admin)
    }
    let store = call.configuration.store
    guard let sent = try call.request.files(in: store.stagingFolder).first(where: { $0.field == "file" }) else {
      throw Failure.parameter("File not provided.")
    }
    let made = try call.picture { () throws(PictureProblem) in
      let picture = try Picture(sent.content, formats: PictureFormat.avatars, limit: call.configuration.maxImagePixels)
      return try picture.normalised().fitted(size, size)
    }
    let file = try OpenFile(in: store.stagingFolder)
    try made.writePNG(to: file)
    try call.database.execute(
      "UPDATE \(raw: owner.table.name) SET has_avatar = TRUE, updated_at = UTC_TIMESTAMP(6) WHERE id = \(row.id)")
    announce(owner, row.id, call)
    try store.put(file, as: self.file(of: row.id))
    return .json(["thumbnail_path": .text("pictures/thumbnails/\(owner.rawValue)/\(row.id).png")], status: 201)
  }

  private static func announce(_ owner: Owner, _ id: ID, _ call: Call) {
    switch owner {
    case .persons: for action in ["update", "set-thumbnail"] { call.events.emit("person:\(action)", ["person_id": JSON(id)]) }
    case .projects:
      call.events.emit("project:update", [:], project: id)
      // Of the studio, not of the project: its own list of events does not show it.
      call.events.emit("project:set-thumbnail", ["project_id": JSON(id)])
    case .organisations:
      for action in ["update", "set-thumbnail"] { call.events.emit("organisation:\(action)", ["organisation_id": JSON(id)]) }
    }
  }
}

extension Call {
  /// What is made of an uploaded picture. - Throws: 400 for what is none, in an artist's words.
  func picture<Result>(_ make: () throws(PictureProblem) -> Result) throws -> Result {
    do {
      return try make()
    } catch PictureProblem.notWritten(let reason) {
      throw PictureProblem.notWritten(reason)
    } catch {
      throw Failure.parameter(error.description)
    }
  }
}
