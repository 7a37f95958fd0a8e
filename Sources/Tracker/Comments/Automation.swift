import Web

/// A rule of a project: when a task of one type has a status, something else follows (contract chapter 06, Status automations).
struct Automation: Equatable {
  enum Output: Equatable {
    /// The task of this type gets this status.
    case status(taskType: ID, status: ID, importsRevision: Bool)
    /// The asset is ready for this task type.
    case readyFor(taskType: ID)
  }

  let id: ID
  /// `asset`, or the name of an entity type.
  let entityType: String
  let output: Output
  /// Places of the two task types among those of the project; 0 when they have none.
  let priorities: (from: Int, to: Int)

  static func == (left: Automation, right: Automation) -> Bool { left.id == right.id }

  /// Does it follow for an entity of this type? No task is set back by one that comes after it.
  /// - Parameter type: name of the entity type.
  func follows(onEntityOf type: String, isAsset: Bool) -> Bool {
    let isForIt = entityType.lowercased() == "asset" ? isAsset : entityType.lowercased() == type.lowercased()
    guard isForIt else { return false }
    switch output {
    case .status: return priorities.from <= priorities.to
    case .readyFor: return isAsset
    }
  }
}
