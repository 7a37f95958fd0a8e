/// Schedules, their versions, and budgets.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let scheduleItem = Table(
    "schedule_item", model: "ScheduleItem", unique: [["project_id", "task_type_id", "object_id"]],
    fields: [
      .date("start_date"),
      .date("end_date"),
      .integer("man_days"),
      .uuid("project_id", to: "project"),
      .uuid("task_type_id", to: "task_type"),
      .uuid("object_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let productionScheduleVersion = Table(
    "production_schedule_version", model: "ProductionScheduleVersion", unique: [["name", "project_id"]],
    fields: [
      .string("name", 80, required: true),
      .uuid("project_id", to: "project", required: true),
      .uuid("production_schedule_from", to: "production_schedule_version"),
      .boolean("locked", default: false),
      .boolean("canceled", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let productionScheduleVersionTaskLink = Table(
    "production_schedule_version_task_link", model: "ProductionScheduleVersionTaskLink",
    unique: [["production_schedule_version_id", "task_id"]],
    fields: [
      .uuid("production_schedule_version_id", to: "production_schedule_version", required: true),
      .uuid("task_id", to: "task", required: true),
      .datetime("start_date"),
      .datetime("due_date"),
      .float("estimation", default: 0),
      .links(
        "assignees", to: "person", through: "production_schedule_version_task_link_person_link",
        from: "production_schedule_version_task_link_id", via: "person_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let productionScheduleVersionTaskLinkPersonLink = Table(
    "production_schedule_version_task_link_person_link", model: "ProductionScheduleVersionTaskLinkPersonLink",
    key: ["production_schedule_version_task_link_id", "person_id"],
    fields: [
      .uuid("production_schedule_version_task_link_id", to: "production_schedule_version_task_link", required: true),
      .uuid("person_id", to: "person", required: true),
    ])

  package static let budget = Table(
    "budget", model: "Budget",
    fields: [
      .uuid("project_id", to: "project"),
      .integer("revision", required: true, default: 1),
      .string("name", 255, required: true),
      .string("currency", 3),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let budgetEntry = Table(
    "budget_entry", model: "BudgetEntry",
    fields: [
      .uuid("budget_id", to: "budget", required: true),
      .uuid("department_id", to: "department", required: true),
      .uuid("person_id", to: "person"),
      .date("start_date", required: true),
      .integer("months_duration", required: true),
      .float("daily_salary", required: true),
      .choice("position", .positions, default: "artist"),
      .choice("seniority", .seniorities, default: "mid"),
      .json("exceptions"),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
