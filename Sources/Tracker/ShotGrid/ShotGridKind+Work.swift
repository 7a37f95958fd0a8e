import Engine
import MariaDB
import Web

/// Tasks as ShotGrid has them, with versions and notes.
extension ShotGridKind {
  private static let taskEntities = ["Asset": EntityKind.asset, "Shot": .shot, "Scene": .scene, "Sequence": .sequence, "Episode": .episode]

  static let tasks = ShotGridKind(
    "tasks", .task,
    required: [
      "id", "cached_display_name", "step", "project", "entity", "sg_status_list", "created_by", "task_assignees", "start_date", "due_date",
      "sg_sort_order", "duration",
    ]
  ) { records, call in
    let database = call.database
    let types = try ShotGridIDs(.taskType, records.map { $0.number("step.id") }, database)
    let projects = try ShotGridIDs(.project, records.map { $0.number("project.id") }, database)
    let statuses = try database.named(records.map { $0.text("sg_status_list") }, in: .taskStatus, by: "short_name")
    let people = try ShotGridIDs(.person, records.flatMap { $0.numbers("task_assignees") + [$0.number("created_by.id") ?? -1] }, database)
    var entities: [String: ShotGridIDs] = [:]
    for (name, kind) in taskEntities {
      let numbers = records.filter { $0.text("entity.type") == name }.map { $0.number("entity.id") }
      entities[name] = try ShotGridIDs(.entity, numbers, where: kind.condition(), database)
    }
    return { [entities] record in
      guard !record["step"].isNull, !record["project"].isNull else { return nil }
      let assignees = record.numbers("task_assignees").map { people[$0] }
      if assignees.contains(nil) { return nil }
      return Draft(
        values: [
          "name": record.text("cached_display_name").sqlValue, "project_id": projects[record.number("project.id")].sqlValue,
          "task_type_id": types[record.number("step.id")].sqlValue,
          "task_status_id": record.text("sg_status_list").flatMap { statuses[$0] }.sqlValue,
          "entity_id": record.text("entity.type").flatMap { entities[$0] }.flatMap { $0[record.number("entity.id")] }.sqlValue,
          "assigner_id": people[record.number("created_by.id")].sqlValue, "start_date": try date("start_date", record),
          "due_date": try date("due_date", record), "sort_order": (record.number("sg_sort_order") ?? 0).sqlValue,
          "duration": (record.number("duration") ?? 0).sqlValue,
        ], related: ["assignees": Array(Set(assignees.compactMap { $0 }))])
    }
  }.with { $0.second = ["entity_id", "project_id", "name", "task_type_id"] }

  /// - Throws: 400 for what is no date.
  private static func date(_ field: String, _ record: ShotGridRecord) throws(Failure) -> Value {
    if record[field].isNull { return .null }
    guard let date = record.text(field).flatMap({ DateTime(body: $0) }) else { throw .parameter("\(field) must be as 2026-11-21.") }
    return date.sqlValue
  }

  static let versions = ShotGridKind(
    "versions", .previewFile, required: ["id", "code", "description", "user", "sg_task", "sg_uploaded_movie"]
  ) { records, call in
    let tasks = try ShotGridIDs(.task, records.map { $0.number("sg_task.id") }, call.database)
    let people = try ShotGridIDs(.person, records.map { $0.number("user.id") }, call.database)
    return { record in
      if record["sg_task"].isNull { return nil }
      return Draft(values: [
        "name": record.text("code").sqlValue, "description": record.text("description").sqlValue, "source": "Shotgun",
        "task_id": tasks[record.number("sg_task.id")].sqlValue, "person_id": people[record.number("user.id")].sqlValue,
        "uploaded_movie_url": record.text("sg_uploaded_movie.url").sqlValue,
        "uploaded_movie_name": record.text("sg_uploaded_movie.name").sqlValue,
      ])
    }
  }.with { $0.second = ["task_id", "name"] }

  static let notes = ShotGridKind("notes", .comment, required: ["id", "content", "user", "tasks", "created_at"]) { records, call in
    let tasks = try ShotGridIDs(.task, records.map { $0.number("tasks.0.id") }, call.database)
    let people = try ShotGridIDs(.person, records.map { $0.number("user.id") }, call.database)
    return { record in
      guard let task = tasks[record.number("tasks.0.id")] else { return nil }
      guard let person = people[record.number("user.id")] else {
        throw Failure.parameter("Note \(record.number("id") ?? 0) is by nobody who is known here.")
      }
      // The zone is dropped: the wall clock counts (contract chapter 08).
      guard let moment = record.text("created_at").flatMap({ DateTime(body: String($0.prefix(19))) }) else {
        throw Failure.parameter("created_at must be as 2026-11-21T19:00:00.")
      }
      return Draft(values: [
        "object_id": task.sqlValue, "object_type": "Task", "text": record.text("content").sqlValue, "person_id": person.sqlValue,
        "created_at": moment.sqlValue,
      ])
    }
  }
}
