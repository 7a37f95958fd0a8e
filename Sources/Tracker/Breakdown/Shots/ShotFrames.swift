import Engine
import MariaDB
import Web

/// The length of shots as their movies have it.
enum ShotFrames {
  /// For every shot of the project with a preview of the task type: the duration of the newest one in frames.
  static func set(_ call: Call, in project: Subject<Project>, taskType: ID) throws -> Response {
    var condition: SQL = "TRUE"
    if let text = call.request.query["episode_id"], !text.isEmpty {
      guard let episode = ID(text) else { throw Failure.parameter("Invalid episode id") }
      condition = EntityKind.below(episode: episode)
    }
    guard try call.database.exists("SELECT 1 FROM project WHERE id = \(project.id)") else {
      throw Failure.notFound("There is no such project.")
    }
    let framesPerSecond = try FrameRate.of(project.id, call.database)
    var shots: [(id: ID, frames: Int)] = []
    try call.database.stream(
      """
      SELECT entity.id, preview_file.duration FROM entity JOIN task ON task.entity_id = entity.id
      JOIN preview_file ON preview_file.task_id = task.id
      WHERE entity.project_id = \(project.id) AND \(EntityKind.shot.condition()) AND task.task_type_id = \(taskType) AND \(condition)
      ORDER BY entity.id, preview_file.created_at DESC, preview_file.id DESC
      """
    ) { row in
      guard let id = row.id(0), shots.last?.id != id else { return }
      let duration = row.double(1) ?? 0
      guard let frames = FrameRate.frames(duration * framesPerSecond), frames >= 0 else {
        throw Failure.parameter("The newest preview of the shot \(id) lasts \(duration) seconds, which no shot can.")
      }
      shots.append((id, frames))
    }
    try call.database.update("nb_frames", of: .entity, to: shots.map { ($0.id, $0.frames) })
    return .json(.array(shots.map { ["id": JSON($0.id), "nb_frames": JSON($0.frames)] }))
  }
}
