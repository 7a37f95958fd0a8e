import Engine
import MariaDB
import Media
import Web

/// What is done to previews that are there: their place in a revision, which one stands for the entity, what reviewers draw on them
/// (chapter 07, Preview actions).
enum PreviewActions {
  static func declare(in routes: inout Routes) {
    let path = "/actions/preview-files/:preview_file_id"
    routes.put(
      "\(path)/set-main-preview", "Let a preview, or a frame of it, stand for its entity", frame, .preview(.choose, in: "preview_file_id"),
      then: setMain)
    routes.put(
      "\(path)/update-position", "Move a preview within its revision", position, .preview(.upload, in: "preview_file_id"), then: move)
    routes.put(
      "\(path)/update-annotations", "Merge what a reviewer has drawn on a preview", .preview(.annotate, in: "preview_file_id"), drawn,
      then: annotate)
  }

  private static let frame = Step.fields { fields in fields.optionalInteger("frame_number") }
  private static let position = Step.fields { fields in
    let position = fields.optionalInteger("position")
    if fields["position"]?.isNull == true { fields.fail("position", "Input should be a valid integer") }
    if let position, position < 0 { fields.fail("position", "Input should be greater than or equal to 0") }
    return position ?? 0
  }
  private static let drawn = Step.fields { fields in
    for name in ["additions", "updates", "deletions"] where fields[name]?.isNull == true {
      fields.fail(name, "Input should be a valid list")
    }
    return (
      additions: fields.list("additions") { _ in nil }, updates: fields.list("updates") { _ in nil },
      deletions: fields.list("deletions") { _ in nil }
    )
  }

  private static let row = Shape(.previewFile)

  // MARK: Main preview

  private static let entity = Shape(.entity).adding(
    Shape.Key(
      name: "preview_file_status",
      source: .value("(SELECT preview_file.status FROM preview_file WHERE preview_file.id = entity.preview_file_id)", .text)))

  /// A frame that cannot be taken leaves the pictures as they are, as in the original since 1.0.97.
  private static func setMain(_ call: Call, frame: Int?, _ preview: Subject<PreviewFacts>) throws -> Response {
    let record = preview.row.record
    guard let entity = preview.task.entity else { throw Failure.notFound("The task of the preview has no entity.") }
    if let frame {
      guard record.text("extension") == "mp4" else { throw Failure.parameter("Only a movie has frames; this preview is none.") }
      do {
        try MovieFrames(of: record, call).replacePictures(byFrame: frame)
      } catch is MovieProblem {
      } catch let failure as Failure where failure.status == 404 {}
    }
    try MainPreview(database: call.database, events: call.events).set(
      record.id, of: entity, preview.task.project, status: record.text("status"))
    return try call.row("SELECT \(self.entity.select) FROM entity WHERE entity.id = \(entity)", self.entity)
  }

  // MARK: Position

  /// The previews of the revision are counted anew from 1. A place that is none changes nothing.
  private static func move(_ call: Call, to position: Int, _ preview: Subject<PreviewFacts>) throws -> Response {
    let record = preview.row.record
    let revision: SQL =
      "preview_file.task_id = \(preview.task.id) AND preview_file.revision = \(record.integer("revision"))"
    var order = try call.database.ids(
      "SELECT id FROM preview_file WHERE \(revision) ORDER BY position, created_at, id FOR UPDATE")
    if (1...order.count).contains(position) {
      order.removeAll { $0 == record.id }
      order.insert(record.id, at: position - 1)
      try call.database.update("position", of: .previewFile, to: order.enumerated().map { (id: $1, number: $0 + 1) })
    }
    return call.stream(
      "SELECT \(row.select) FROM preview_file WHERE \(revision) ORDER BY preview_file.position, preview_file.created_at, preview_file.id",
      row)
  }

  // MARK: Annotations

  private static func annotate(
    _ call: Call, _ preview: Subject<PreviewFacts>, body: (additions: [JSON], updates: [JSON], deletions: [JSON])
  ) throws -> Response {
    let merge = try AnnotationMerge(additions: body.additions, updates: body.updates, deletions: body.deletions)
    let record = preview.row.record
    let annotations = merge.merged(into: record.json("annotations")).description
    let now = Call.now
    try call.database.execute(
      "UPDATE preview_file SET annotations = \(annotations), updated_at = \(now) WHERE id = \(record.id)")
    call.events.emit(
      "preview-file:annotation-update",
      [
        "preview_file_id": JSON(record.id), "person_id": JSON(try call.callerID),
        "updated_at": .text(String(now.sql.prefix(19)).replacing(" ", with: "T")),
      ], project: preview.task.project)
    return try call.row("SELECT \(row.select) FROM preview_file WHERE preview_file.id = \(record.id)", row)
  }
}

extension Rule where Row == PreviewFacts {
  /// Saying that it stands for the entity.
  static var choose: Rule {
    Rule(Rule<TaskFacts>.choosePreview.words) { standing, preview in try Rule<TaskFacts>.choosePreview.passes(standing, preview.task) }
  }

  /// Drawing on it.
  static var annotate: Rule {
    Rule("managers, clients, and the supervisor of the department") { standing, preview in
      guard standing.isMember else { return false }
      if standing.isManager || standing.isClient { return true }
      return try standing.isSupervisor && standing.supervises(preview.task.department)
    }
  }
}
