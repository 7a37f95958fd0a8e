import Engine
import MariaDB
import Web

/// Files that a task delivers: one family of routes for entities and for instances of assets (contract chapter 07, Output files).
enum OutputFileRoutes {
  /// What there is below each owner.
  private static let owners: [(path: String, of: String, step: Step<OutputFileOwner>)] = [
    ("/data/entities/:entity_id", "an entity", .entityWithFiles),
    ("/data/asset-instances/:asset_instance_id/entities/:temporal_entity_id", "an asset instance", .instanceWithFiles(isPlaced: true)),
  ]

  static func declare(in routes: inout Routes) {
    for (path, name, owner) in owners {
      routes.post("\(path)/output-file-path", "Tell the path that an output file of \(name) would have", asked, owner, then: tellPath)
      routes.post("\(path)/output-files/new", "Make the next revision of an output file of \(name)", NewOutputFile.body, owner) {
        call, new, owner in
        try owner.check(.team, call)
        return try new.store(for: owner, call)
      }
      routes.post("\(path)/output-files/next-revision", "Tell the next revision of an output file of \(name)", named, owner, then: tellNext)
      routes.get("\(path)/output-files/last-revisions", "List the last revisions of the output files of \(name)", owner) { call, owner in
        try owner.check(.read, call)
        return try OutputFileList(owner.condition, call).lastRevisions()
      }
      routes.get("\(path)/output-types", "List the types of the output files of \(name)", owner) { call, owner in
        try owner.check(.read, call)
        return OutputFileList(owner.typed, call).types()
      }
      routes.get(
        "\(path)/output-types/:output_type_id/output-files", "List the output files of \(name) that are of a type", owner,
        .text("output_type_id")
      ) { call, owner, type in
        if owner.instance == nil { _ = try call.row(.outputType, named: type) }
        try owner.check(.read, call)
        return OutputFileList(owner.condition, call).ofType(try call.row(.outputType, named: type).id)
      }
    }
    routes.get("/data/entities/:entity_id/output-files", "List the output files of an entity", .entityWithFiles) { call, owner in
      try owner.check(.read, call)
      return try OutputFileList("output_file.entity_id = \(owner.entity.id) AND \(OutputFileList.standing)", call).byRevision()
    }
    routes.get(
      "/data/asset-instances/:asset_instance_id/output-files", "List the output files of an asset instance",
      .instanceWithFiles(isPlaced: false)
    ) { call, owner in
      try owner.check(.read, call)
      var condition: SQL = "output_file.asset_instance_id = \(owner.instance?.id)"
      if let place = try call.askedID("temporal_entity_id") { condition = "\(condition) AND output_file.temporal_entity_id = \(place)" }
      return try OutputFileList(condition, call).byRevision()
    }
    routes.get("/data/projects/:project_id/output-files", "List the output files of a project", .project(.manager, unseenByAdmins: true)) {
      call, project in
      let entities: SQL = "output_file.entity_id IN (SELECT entity.id FROM entity WHERE entity.project_id = \(project.id))"
      return try OutputFileList("\(entities) AND \(OutputFileList.standing)", call).byAge()
    }
  }

  // MARK: Paths

  private typealias Asked = (
    outputType: String, taskType: String, name: String, mode: String, revision: Int, representation: String, separator: String
  )

  private static let asked = Step<Asked>.fields { fields in
    let (outputType, taskType) = (fields.text("output_type_id"), fields.text("task_type_id"))
    let (name, mode, revision) = (fields.fileName(), fields.text("mode", default: "output"), fields.integer("revision", default: 0))
    _ = fields.text("extension", default: "")
    return (
      outputType, taskType, name, mode, revision, fields.text("representation", atMost: 250, default: ""), fields.separator("separator")
    )
  }

  /// The folder has the revision that was asked for, the name of an entity's file the next one when none was.
  private static func tellPath(_ call: Call, _ asked: Asked, _ owner: OutputFileOwner) throws -> Response {
    if owner.instance == nil { try owner.check(.read, call) }
    let types = (try call.row(.outputType, named: asked.outputType), try call.row(.taskType, named: asked.taskType))
    let subject = try owner.subject(types.0, types.1, call)
    if owner.instance != nil { try owner.check(.read, call) }
    (subject.name, subject.revision, subject.representation) = (asked.name, asked.revision, asked.representation)
    return try call.path {
      let folder = try subject.folder(asked.mode, separator: asked.separator)
      if owner.instance == nil, asked.revision == 0 {
        subject.revision = try Revisions.next(
          ofOutput: asked.name, types.0.id, types.1.id, where: owner.numbered, call.database)
      }
      return .json(["folder_path": .text(folder), "file_name": .text(try subject.name(asked.mode))])
    }
  }

  // MARK: Revisions

  private static let named = Step<(outputType: String, taskType: String, name: String)>.fields { fields in
    (fields.text("output_type_id"), fields.text("task_type_id"), fields.fileName())
  }

  private static func tellNext(_ call: Call, _ file: (outputType: String, taskType: String, name: String), _ owner: OutputFileOwner) throws
    -> Response
  {
    let types = (try call.row(.outputType, named: file.outputType), try call.row(.taskType, named: file.taskType))
    try owner.check(.read, call)
    let next = try Revisions.next(ofOutput: file.name, types.0.id, types.1.id, where: owner.numbered, call.database)
    return .json(["next_revision": JSON(next)])
  }
}
