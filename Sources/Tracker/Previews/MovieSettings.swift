import Engine
import MariaDB
import Media
import Web

/// What the movie of a preview is to be, by its entity, its production and its task type (chapter 07, Movies; chapter 09, Algorithms).
struct MovieSettings {
  let project: ID?
  /// The first that is one counts.
  private let resolutions: [String?]
  private let rates: [String?]
  /// Mbit/s.
  private let high: Int
  private let low: Int

  /// - Returns: nil for a preview that does not exist any more.
  init?(of preview: ID, _ configuration: Configuration, _ database: Connection) throws {
    let media = configuration.media
    let found = try database.first(
      """
      SELECT task.project_id, entity.data, project.resolution, project.fps, COALESCE(NULLIF(link.hd_bitrate_compression, 0),
      NULLIF(project.hd_bitrate_compression, 0)), COALESCE(NULLIF(link.ld_bitrate_compression, 0), NULLIF(project.ld_bitrate_compression, 0))
      FROM preview_file JOIN task ON task.id = preview_file.task_id JOIN project ON project.id = task.project_id
      LEFT JOIN entity ON entity.id = task.entity_id
      LEFT JOIN project_task_type_link link ON link.project_id = task.project_id AND link.task_type_id = task.task_type_id
      WHERE preview_file.id = \(preview)
      """
    ) { row in
      let data = row.text(1).flatMap { try? JSON.parse($0) } ?? .null
      let high = min(row.int(4) ?? media.highBitrate, media.highBitrate)
      return MovieSettings(
        project: row.id(0), resolutions: [Self.text(data["resolution"]), row.text(2)], rates: [Self.text(data["fps"]), row.text(3)],
        high: high, low: min(row.int(5) ?? media.lowBitrate, high))
    }
    guard let found else { return nil }
    self = found
  }

  private init(project: ID?, resolutions: [String?], rates: [String?], high: Int, low: Int) {
    (self.project, self.resolutions, self.rates, self.high, self.low) = (project, resolutions, rates, high, low)
  }

  private static func text(_ value: JSON) -> String? {
    switch value {
    case .text(let text): text
    case .integer, .number: value.description
    default: nil
    }
  }

  func target(of movie: Movie) throws(MovieProblem) -> MovieTarget {
    var target = try MovieTarget(resolutions: resolutions, rates: rates, of: movie)
    (target.highBitrate, target.lowBitrate) = (high * 1_000_000, low * 1_000_000)
    return target
  }

  /// Frames a second, as frames are counted; 1 for a rate of 0 or none that can be.
  var rate: Double {
    let text = rates.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? "25"
    let rate = Double(text.replacing(",", with: ".")) ?? 0
    return rate > 0 && rate.isFinite ? rate : 1
  }
}
