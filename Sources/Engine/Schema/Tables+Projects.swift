/// Productions, their teams, settings, templates, milestones and metadata descriptors.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let project = Table(
    "project", model: "Project",
    fields: [
      .string("name", 80, required: true, unique: true),
      .string("code", 80),
      .text("description"),
      .integer("shotgun_id"),
      .json("file_tree"),
      .json("data"),
      .boolean("has_avatar", default: false),
      .string("fps", 10, default: "25"),
      .string("ratio", 10, default: "16:9"),
      .string("resolution", 12, default: "1920x1080"),
      .string("production_type", 20, default: "short"),
      .choice("production_style", .productionStyles, required: true, default: "2d3d"),
      .date("start_date"),
      .date("end_date"),
      .integer("man_days"),
      .integer("nb_episodes", default: 0),
      .integer("episode_span", default: 0),
      .integer("max_retakes", default: 0),
      .boolean("is_clients_isolated", default: false),
      .boolean("is_client_stats_visible", default: true),
      .boolean("is_client_task_list_visible", default: true),
      .boolean("is_client_task_panel_visible", default: true),
      .boolean("is_preview_download_allowed", default: false),
      .boolean("is_set_preview_automated", default: false),
      .string("homepage", 80, default: "assets"),
      .boolean("is_publish_default_for_artists", default: false),
      .boolean("is_bot_collaboration_enabled", default: false),
      .boolean("is_single_preview_per_revision", default: false),
      .boolean("is_frame_in_numbering", default: false),
      .integer("revision_padding", required: true, default: 0),
      .integer("hd_bitrate_compression"),
      .integer("ld_bitrate_compression"),
      .uuid("project_status_id", to: "project_status"),
      .uuid("default_preview_background_file_id", to: "preview_background_file"),
      .uuid("from_schedule_version_id", to: "production_schedule_version"),
      .links("team", to: "person", through: "project_person_link", from: "project_id", via: "person_id"),
      .links("asset_types", to: "entity_type", through: "project_asset_type_link", from: "project_id", via: "asset_type_id"),
      .links("task_statuses", to: "task_status", through: "project_task_status_link", from: "project_id", via: "task_status_id"),
      .links("task_types", to: "task_type", through: "project_task_type_link", from: "project_id", via: "task_type_id"),
      .links(
        "status_automations", to: "status_automation", through: "project_status_automation_link", from: "project_id",
        via: "status_automation_id"),
      .links(
        "preview_background_files", to: "preview_background_file", through: "project_preview_background_file_link", from: "project_id",
        via: "preview_background_file_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectPersonLink = Table(
    "project_person_link", model: "ProjectPersonLink", key: ["project_id", "person_id"],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("person_id", to: "person", required: true),
      .integer("shotgun_id"),
      .choice("role", .roles),
    ])

  package static let projectAssetTypeLink = Table(
    "project_asset_type_link", model: "ProjectAssetTypeLink", key: ["project_id", "asset_type_id"],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("asset_type_id", to: "entity_type", required: true),
    ])

  package static let projectTaskTypeLink = Table(
    "project_task_type_link", model: "ProjectTaskTypeLink", key: ["project_id", "task_type_id", "id"],
    unique: [["project_id", "task_type_id"]],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("task_type_id", to: "task_type", required: true),
      .integer("priority"),
      .integer("hd_bitrate_compression"),
      .integer("ld_bitrate_compression"),
      .boolean("is_client_visible", default: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectTaskTypeSoftwareLink = Table(
    "project_task_type_software_link", model: "ProjectTaskTypeSoftwareLink", key: ["project_id", "task_type_id", "software_id", "id"],
    unique: [["project_id", "task_type_id", "software_id"]],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("task_type_id", to: "task_type", required: true),
      .uuid("software_id", to: "software", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectTaskStatusLink = Table(
    "project_task_status_link", model: "ProjectTaskStatusLink", key: ["project_id", "task_status_id", "id"],
    unique: [["project_id", "task_status_id"]],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("task_status_id", to: "task_status", required: true),
      .integer("priority"),
      .array("roles_for_board", default: ["user", "admin", "supervisor", "manager", "vendor"]),
      .boolean("is_client_allowed"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectStatusAutomationLink = Table(
    "project_status_automation_link", model: "ProjectStatusAutomationLink", key: ["project_id", "status_automation_id"],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("status_automation_id", to: "status_automation", required: true),
    ])

  package static let projectPreviewBackgroundFileLink = Table(
    "project_preview_background_file_link", model: "ProjectPreviewBackgroundFileLink", key: ["project_id", "preview_background_file_id"],
    fields: [
      .uuid("project_id", to: "project", required: true),
      .uuid("preview_background_file_id", to: "preview_background_file", required: true),
    ])

  package static let projectTemplate = Table(
    "project_template", model: "ProjectTemplate",
    fields: [
      .string("name", 80, required: true, unique: true),
      .text("description"),
      .string("fps", 10, default: "25"),
      .string("ratio", 10, default: "16:9"),
      .string("resolution", 12, default: "1920x1080"),
      .string("production_type", 20, default: "short"),
      .choice("production_style", .productionStyles, required: true, default: "2d3d"),
      .integer("max_retakes", default: 0),
      .boolean("is_clients_isolated", default: false),
      .boolean("is_client_stats_visible", default: true),
      .boolean("is_client_task_list_visible", default: true),
      .boolean("is_client_task_panel_visible", default: true),
      .boolean("is_preview_download_allowed", default: false),
      .boolean("is_set_preview_automated", default: false),
      .boolean("is_publish_default_for_artists", default: false),
      .boolean("is_single_preview_per_revision", default: false),
      .boolean("is_frame_in_numbering", default: false),
      .integer("revision_padding", required: true, default: 0),
      .string("homepage", 80, default: "assets"),
      .integer("hd_bitrate_compression"),
      .integer("ld_bitrate_compression"),
      .json("file_tree"),
      .json("data"),
      .json("metadata_descriptors", default: []),
      .uuid("default_preview_background_file_id", to: "preview_background_file"),
      .links("task_types", to: "task_type", through: "project_template_task_type_link", from: "project_template_id", via: "task_type_id"),
      .links(
        "task_statuses", to: "task_status", through: "project_template_task_status_link", from: "project_template_id", via: "task_status_id"
      ),
      .links(
        "asset_types", to: "entity_type", through: "project_template_asset_type_link", from: "project_template_id", via: "asset_type_id"),
      .links(
        "status_automations", to: "status_automation", through: "project_template_status_automation_link", from: "project_template_id",
        via: "status_automation_id"),
      .links(
        "preview_background_files", to: "preview_background_file", through: "project_template_preview_background_file_link",
        from: "project_template_id", via: "preview_background_file_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectTemplateAssetTypeLink = Table(
    "project_template_asset_type_link", model: "ProjectTemplateAssetTypeLink", key: ["project_template_id", "asset_type_id"],
    fields: [
      .uuid("project_template_id", to: "project_template", required: true),
      .uuid("asset_type_id", to: "entity_type", required: true),
    ])

  package static let projectTemplateTaskTypeLink = Table(
    "project_template_task_type_link", model: "ProjectTemplateTaskTypeLink", key: ["project_template_id", "task_type_id", "id"],
    unique: [["project_template_id", "task_type_id"]],
    fields: [
      .uuid("project_template_id", to: "project_template", required: true),
      .uuid("task_type_id", to: "task_type", required: true),
      .integer("priority"),
      .integer("hd_bitrate_compression"),
      .integer("ld_bitrate_compression"),
      .boolean("is_client_visible", default: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectTemplateTaskStatusLink = Table(
    "project_template_task_status_link", model: "ProjectTemplateTaskStatusLink", key: ["project_template_id", "task_status_id", "id"],
    unique: [["project_template_id", "task_status_id"]],
    fields: [
      .uuid("project_template_id", to: "project_template", required: true),
      .uuid("task_status_id", to: "task_status", required: true),
      .integer("priority"),
      .array("roles_for_board", default: ["user", "admin", "supervisor", "manager", "vendor"]),
      .boolean("is_client_allowed"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let projectTemplateStatusAutomationLink = Table(
    "project_template_status_automation_link", model: "ProjectTemplateStatusAutomationLink",
    key: ["project_template_id", "status_automation_id"],
    fields: [
      .uuid("project_template_id", to: "project_template", required: true),
      .uuid("status_automation_id", to: "status_automation", required: true),
    ])

  package static let projectTemplatePreviewBackgroundFileLink = Table(
    "project_template_preview_background_file_link", model: "ProjectTemplatePreviewBackgroundFileLink",
    key: ["project_template_id", "preview_background_file_id"],
    fields: [
      .uuid("project_template_id", to: "project_template", required: true),
      .uuid("preview_background_file_id", to: "preview_background_file", required: true),
    ])

  package static let metadataDescriptor = Table(
    "metadata_descriptor", model: "MetadataDescriptor",
    fields: [
      .uuid("project_id", to: "project", required: true),
      .string("entity_type", 60, required: true),
      .uuid("task_type_id", to: "task_type"),
      .string("name", 120, required: true),
      .choice("data_type", ["string", "number", "list", "taglist", "boolean", "checklist", "date", "url", "textarea", "person"]),
      .string("field_name", 120, required: true),
      .json("choices"),
      .boolean("for_client", default: false),
      .integer("position"),
      .links(
        "departments", to: "department", through: "department_metadata_descriptor_link", from: "metadata_descriptor_id",
        via: "department_id"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let departmentMetadataDescriptorLink = Table(
    "department_metadata_descriptor_link", model: "DepartmentMetadataDescriptorLink", key: ["metadata_descriptor_id", "department_id"],
    unique: [["metadata_descriptor_id", "department_id"]],
    fields: [
      .uuid("metadata_descriptor_id", to: "metadata_descriptor", required: true),
      .uuid("department_id", to: "department", required: true),
    ])

  package static let milestone = Table(
    "milestone", model: "Milestone",
    fields: [
      .date("date"),
      .string("name", 40, required: true),
      .uuid("project_id", to: "project"),
      .uuid("task_type_id", to: "task_type"),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
