/// The rows around the production: events, filters, custom actions and plugins.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let apiEvent = Table(
    "api_event", model: "ApiEvent",
    fields: [
      .string("name", 80, required: true),
      .uuid("user_id", to: "person"),
      .uuid("project_id", to: "project"),
      .json("data"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let searchFilterGroup = Table(
    "search_filter_group", model: "SearchFilterGroup",
    fields: [
      .string("list_type", 80, required: true),
      .string("entity_type", 80),
      .string("name", 200, required: true, default: ""),
      .string("color", 8, required: true, default: ""),
      .boolean("is_shared", required: true, default: false),
      .uuid("person_id", to: "person"),
      .uuid("project_id", to: "project"),
      .uuid("department_id", to: "department"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let searchFilter = Table(
    "search_filter", model: "SearchFilter",
    fields: [
      .string("list_type", 80, required: true),
      .string("entity_type", 80),
      .string("name", 200, required: true, default: ""),
      .string("search_query", 500, required: true, default: ""),
      .boolean("is_shared", required: true, default: false),
      .uuid("department_id", to: "department"),
      .uuid("search_filter_group_id", to: "search_filter_group").reaching(.anywhere),
      .uuid("person_id", to: "person"),
      .uuid("project_id", to: "project"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let customAction = Table(
    "custom_action", model: "CustomAction",
    fields: [
      .string("name", 80, required: true),
      .string("url", 400),
      .string("entity_type", 40, default: "all"),
      .boolean("is_ajax", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let plugin = Table(
    "plugin", model: "Plugin",
    fields: [
      .string("plugin_id", 80, required: true, unique: true),
      .string("name", 80, required: true),
      .text("description"),
      .string("version", 50, required: true),
      .string("maintainer_name", 200, required: true),
      .email("maintainer_email"),
      .url("website"),
      .string("license", 80, required: true),
      .string("revision", 12),
      .boolean("frontend_project_enabled", default: false),
      .boolean("frontend_studio_enabled", default: false),
      .string("icon", 255),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let dataImportError = Table(
    "data_import_error", model: "DataImportError",
    fields: [
      .json("event_data", required: true),
      .string("source", 7),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
