/// Tasks, who works on them, who follows them and the time spent.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let task = Table(
    "task", model: "Task", unique: [["name", "project_id", "task_type_id", "entity_id"]],
    fields: [
      .string("name", 80, required: true),
      .text("description"),
      .integer("priority", default: 0),
      .integer("difficulty", required: true, default: 3),
      .float("duration", default: 0),
      .float("estimation", default: 0),
      .integer("completion_rate", default: 0),
      .integer("retake_count", default: 0),
      .integer("sort_order", default: 0),
      .datetime("start_date"),
      .datetime("due_date"),
      .datetime("real_start_date"),
      .datetime("end_date"),
      .datetime("done_date"),
      .datetime("last_comment_date"),
      .integer("nb_assets_ready", default: 0),
      .json("data"),
      .integer("nb_drawings", default: 0),
      .integer("shotgun_id"),
      .uuid("last_preview_file_id").reaching(.task),
      .uuid("project_id", to: "project"),
      .uuid("task_type_id", to: "task_type"),
      .uuid("task_status_id", to: "task_status"),
      .uuid("entity_id", to: "entity"),
      .uuid("assigner_id", to: "person"),
      .links("assignees", to: "person", through: "task_person_link", from: "task_id", via: "person_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let taskPersonLink = Table(
    "task_person_link", model: "TaskPersonLink", key: ["task_id", "person_id"],
    fields: [
      .uuid("task_id", to: "task", required: true),
      .uuid("person_id", to: "person", required: true),
    ])

  package static let subscription = Table(
    "subscription", model: "Subscription", unique: [["person_id", "task_id"], ["person_id", "task_type_id", "entity_id"]],
    fields: [
      .uuid("person_id", to: "person", required: true),
      .uuid("task_id", to: "task"),
      .uuid("entity_id", to: "entity"),
      .uuid("task_type_id", to: "task_type"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let timeSpent = Table(
    "time_spent", model: "TimeSpent", unique: [["person_id", "task_id", "date"]],
    fields: [
      .float("duration", required: true),
      .date("date", required: true),
      .uuid("task_id", to: "task"),
      .uuid("person_id", to: "person"),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
