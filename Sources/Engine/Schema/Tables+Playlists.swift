/// Playlists, their share links and builds.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let playlist = Table(
    "playlist", model: "Playlist", unique: [["name", "project_id", "episode_id"]],
    fields: [
      .string("name", 80, required: true),
      .json("shots"),
      .uuid("project_id", to: "project"),
      .uuid("episode_id", to: "entity"),
      .uuid("task_type_id", to: "task_type"),
      .boolean("for_client", default: false),
      .string("for_entity", 10, default: "shot"),
      .boolean("is_for_all", default: false),
      .uuid("created_by", to: "person"),
      .children("build_jobs", of: "build_job", by: "playlist_id").byServer,
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let playlistShareLink = Table(
    "playlist_share_link", model: "PlaylistShareLink",
    fields: [
      .string("token", 64, required: true, unique: true),
      .uuid("playlist_id", to: "playlist", required: true),
      .uuid("created_by", to: "person", required: true),
      .datetime("expiration_date"),
      .boolean("is_active", required: true, default: true),
      .boolean("can_comment", required: true, default: true),
      .string("password", 255),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let buildJob = Table(
    "build_job", model: "BuildJob",
    fields: [
      .choice("status", ["running", "failed", "succeeded"], required: true, default: "running"),
      .choice("job_type", ["archive", "movie"], required: true, default: "movie"),
      .datetime("ended_at"),
      .text("message"),
      .uuid("playlist_id", to: "playlist", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
