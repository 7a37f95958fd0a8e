import Engine
import MariaDB
import Web

extension Cascade {
  /// C.3f: tasks with everything that is about them.
  func deleteTasks(_ tasks: [ID]) throws {
    try clearTasks(tasks)
    try tasks.inBatches { tasks in
      try delete(from: "task_person_link", where: "task_id IN \(tasks)")
      try delete(from: "task", where: "id IN \(tasks)")
    }
  }

  /// What would keep tasks from being deleted. Dates in schedule versions are part of it (oddity 02-15).
  func clearTasks(_ tasks: [ID]) throws { try tasks.inBatches(clearBatch(of:)) }

  private func clearBatch(of tasks: [ID]) throws {
    try clearScheduleLinks(where: "task_id IN \(tasks)")
    try announceNews(of: tasks)
    try database.ids("SELECT id FROM working_file WHERE task_id IN \(tasks)").inBatches { workingFiles in
      try deleteOutputFiles(where: "source_file_id IN \(workingFiles)")
      try delete(from: "working_file", where: "id IN \(workingFiles)")
    }
    try database.ids("SELECT id FROM comment WHERE object_id IN \(tasks)").inBatches { comments in
      for table in ["notification", "news"] { try delete(from: table, where: "comment_id IN \(comments)") }
      for table in ["comment_preview_link", "comment_mentions", "comment_department_mentions", "comment_acknoledgments"] {
        try delete(from: table, where: "comment IN \(comments)")
      }
      // Nobody could reach them any more (oddity 06-34).
      try deleteAttachments(where: "comment_id IN \(comments)")
      try delete(from: "comment", where: "id IN \(comments)")
    }
    try delete(from: "subscription", where: "task_id IN \(tasks)")
    for table in ["notification", "news", "time_spent"] { try delete(from: table, where: "task_id IN \(tasks)") }
    try database.execute("UPDATE task SET last_preview_file_id = NULL WHERE id IN \(tasks)")
    try deletePreviews(try database.ids("SELECT id FROM preview_file WHERE task_id IN \(tasks)"))
  }

  /// Says which news go with the tasks.
  private func announceNews(of tasks: [ID]) throws {
    if isSilent { return }
    let news = try database.all(
      "SELECT news.id, task.project_id FROM news JOIN task ON task.id = news.task_id WHERE news.task_id IN \(tasks) ORDER BY news.id"
    ) { ($0.id(0), $0.id(1)) }
    for (id, project) in news { call.events.emit("news:delete", ["news_id": JSON(id)], project: project) }
  }

  func clearScheduleLinks(where condition: SQL) throws {
    try database.ids("SELECT id FROM production_schedule_version_task_link WHERE \(condition)").inBatches { links in
      try delete(from: "production_schedule_version_task_link_person_link", where: "production_schedule_version_task_link_id IN \(links)")
      try delete(from: "production_schedule_version_task_link", where: "id IN \(links)")
    }
  }

  /// Output files; the previews made from them stay.
  func deleteOutputFiles(where condition: SQL) throws {
    try database.ids("SELECT id FROM output_file WHERE \(condition)").inBatches { files in
      try clear("source_file_id", of: "preview_file", in: files)
      try delete(from: "output_file", where: "id IN \(files)")
    }
  }
}
