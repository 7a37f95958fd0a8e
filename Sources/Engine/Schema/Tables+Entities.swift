/// The breakdown: assets, shots, sequences, episodes, scenes, edits and concepts are rows of one table.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let entity = Table(
    "entity", model: "Entity", unique: [["name", "project_id", "entity_type_id", "parent_id"]],
    fields: [
      .id,
      .string("name", 160, required: true),
      .string("code", 160),
      .text("description"),
      .integer("shotgun_id"),
      .boolean("canceled", default: false),
      .integer("nb_frames"),
      .integer("nb_entities_out", default: 0),
      .boolean("is_casting_standby", default: false),
      .boolean("is_shared", required: true, default: false),
      .choice("status", ["standby", "running", "complete", "canceled"], required: true, default: "running"),
      .uuid("project_id", to: "project", required: true),
      .uuid("entity_type_id", to: "entity_type", required: true),
      // Parents, sources and concept links are looked at by EntityWriting, which knows the kinds.
      .uuid("parent_id", to: "entity").reaching(.anywhere),
      .uuid("source_id", to: "entity").reaching(.anywhere),
      .uuid("preview_file_id", to: "preview_file"),
      .json("data"),
      .uuid("ready_for", to: "task_type"),
      .uuid("created_by", to: "person"),
      .links("entities_out", to: "entity", through: "entity_link", from: "entity_in_id", via: "entity_out_id").reaching(.anywhere),
      .links("entity_concept_links", to: "entity", through: "entity_concept_link", from: "entity_in_id", via: "entity_out_id")
        .reaching(.anywhere),
      .links("instance_casting", to: "asset_instance", through: "asset_instance_link", from: "entity_id", via: "asset_instance_id"),
      .createdAt,
      .updatedAt,
      .links("entities_in", to: "entity", through: "entity_link", from: "entity_out_id", via: "entity_in_id").reaching(.anywhere),
    ])

  package static let entityLink = Table(
    "entity_link", model: "EntityLink", key: ["entity_in_id", "entity_out_id", "id"], unique: [["entity_in_id", "entity_out_id"]],
    fields: [
      .uuid("entity_in_id", to: "entity", required: true),
      // Shared assets are cast in other productions.
      .uuid("entity_out_id", to: "entity", required: true).reaching(.anywhere),
      .json("data"),
      .integer("nb_occurences", default: 1),
      .string("label", 80, default: ""),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let entityConceptLink = Table(
    "entity_concept_link", model: "EntityConceptLink", key: ["entity_in_id", "entity_out_id", "id"],
    fields: [
      .uuid("entity_in_id", to: "entity", required: true),
      .uuid("entity_out_id", to: "entity", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let entityVersion = Table(
    "entity_version", model: "EntityVersion",
    fields: [
      .string("name", 160, required: true),
      .json("data"),
      .uuid("entity_id", to: "entity"),
      .uuid("person_id", to: "person"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let assetInstance = Table(
    "asset_instance", model: "AssetInstance", unique: [["asset_id", "target_asset_id", "scene_id", "number"]],
    fields: [
      // It may be a shared asset of another production.
      .uuid("asset_id", to: "entity", required: true).reaching(.anywhere),
      .string("name", 80),
      .integer("number"),
      .string("description", 200),
      .boolean("active", default: true),
      .json("data"),
      .uuid("scene_id", to: "entity"),
      .uuid("target_asset_id", to: "entity"),
      .uuid("entity_id", to: "entity"),
      .uuid("entity_type_id", to: "entity_type"),
      .id,
      .createdAt,
      .updatedAt,
      .links("shots", to: "entity", through: "asset_instance_link", from: "asset_instance_id", via: "entity_id"),
    ])

  package static let assetInstanceLink = Table(
    "asset_instance_link", model: "AssetInstanceLink", key: ["entity_id", "asset_instance_id"],
    fields: [
      .uuid("entity_id", to: "entity", required: true),
      .uuid("asset_instance_id", to: "asset_instance", required: true),
    ])
}
