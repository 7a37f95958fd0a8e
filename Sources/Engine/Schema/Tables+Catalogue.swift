/// What productions are made of: statuses, types, software and hardware.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let projectStatus = Table(
    "project_status", model: "ProjectStatus",
    fields: [
      .string("name", 20, required: true, unique: true),
      .string("color", 7, required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let entityType = Table(
    "entity_type", model: "EntityType",
    fields: [
      .string("name", 30, required: true, unique: true),
      .string("short_name", 20),
      .text("description"),
      .links("task_types", to: "task_type", through: "task_type_asset_type_link", from: "asset_type_id", via: "task_type_id"),
      .boolean("archived", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let taskType = Table(
    "task_type", model: "TaskType", unique: [["name", "for_entity", "department_id"]],
    fields: [
      .string("name", 40, required: true),
      .string("short_name", 20),
      .text("description"),
      .string("color", 7, default: "#FFFFFF"),
      .integer("priority", default: 1),
      .string("for_entity", 30, default: "Asset"),
      .boolean("allow_timelog", default: true),
      .boolean("archived", default: false),
      .integer("shotgun_id"),
      .uuid("department_id", to: "department"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let taskStatus = Table(
    "task_status", model: "TaskStatus",
    fields: [
      .string("name", 40, required: true),
      .boolean("archived", default: false),
      .string("short_name", 10, required: true, unique: true),
      .text("description"),
      .string("color", 7, required: true),
      .integer("priority", default: 1),
      .boolean("is_done", default: false),
      .boolean("is_artist_allowed", default: true),
      .boolean("is_client_allowed", default: true),
      .boolean("is_retake", default: false),
      .boolean("is_feedback_request", default: false),
      .boolean("is_default", default: false),
      .boolean("is_wip", default: false),
      .integer("shotgun_id"),
      .boolean("for_concept", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let taskTypeAssetTypeLink = Table(
    "task_type_asset_type_link", model: "TaskTypeAssetTypeLink", key: ["asset_type_id", "task_type_id"],
    unique: [["asset_type_id", "task_type_id"]],
    fields: [
      .uuid("asset_type_id", to: "entity_type", required: true),
      .uuid("task_type_id", to: "task_type", required: true),
    ])

  package static let statusAutomation = Table(
    "status_automation", model: "StatusAutomation",
    fields: [
      .string("entity_type", 40, default: "asset"),
      .uuid("in_task_type_id", to: "task_type"),
      .uuid("in_task_status_id", to: "task_status"),
      .choice("out_field_type", ["status", "ready_for"], required: true, default: "status"),
      .uuid("out_task_type_id", to: "task_type"),
      .uuid("out_task_status_id", to: "task_status"),
      .boolean("import_last_revision", default: false),
      .boolean("archived", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let software = Table(
    "software", model: "Software",
    fields: [
      .string("name", 40, required: true, unique: true),
      .string("short_name", 20, required: true),
      .boolean("archived", default: false),
      .string("version", 20),
      .string("file_extension", 20, required: true),
      .json("secondary_extensions"),
      .integer("monthly_cost", default: 0),
      .integer("inventory_amount", default: 0),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let softwareDepartmentLink = Table(
    "software_department_link", model: "SoftwareDepartmentLink", key: ["department_id", "software_id", "id"],
    unique: [["department_id", "software_id"]],
    fields: [
      .uuid("department_id", to: "department", required: true),
      .uuid("software_id", to: "software", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let hardwareItem = Table(
    "hardware_item", model: "HardwareItem",
    fields: [
      .string("name", 40, required: true, unique: true),
      .string("short_name", 20, required: true),
      .boolean("archived", default: false),
      .integer("monthly_cost", default: 0),
      .integer("inventory_amount", default: 0),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let hardwareItemDepartmentLink = Table(
    "hardware_item_department_link", model: "HardwareItemDepartmentLink", key: ["department_id", "hardware_item_id", "id"],
    unique: [["hardware_item_id", "department_id"]],
    fields: [
      .uuid("department_id", to: "department", required: true),
      .uuid("hardware_item_id", to: "hardware_item", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let fileStatus = Table(
    "file_status", model: "FileStatus",
    fields: [
      .string("name", 40, required: true, unique: true),
      .string("color", 7, required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let outputType = Table(
    "output_type", model: "OutputType",
    fields: [
      .string("name", 40, required: true, unique: true),
      .string("short_name", 20, required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let previewBackgroundFile = Table(
    "preview_background_file", model: "PreviewBackgroundFile",
    fields: [
      .string("name", 40, required: true),
      .boolean("archived", default: false),
      .boolean("is_default", default: false),
      .string("original_name", 250),
      .string("extension", 6),
      .bigint("file_size", default: 0),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
