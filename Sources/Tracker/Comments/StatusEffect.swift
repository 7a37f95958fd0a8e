import Web

/// What a status says of the work, as far as comments look at it.
struct StatusFlags: Equatable {
  var isRetake = false
  var isWorkInProgress = false
  var isFeedbackRequest = false
  var isDone = false
}

/// What the newest comment of a task does to it (contract chapter 06, Status effects on the task).
struct StatusEffect: Equatable {
  /// What becomes of a date.
  enum Moment: String {
    case kept, now, cleared
  }

  /// Has the task another status now?
  let isChange: Bool
  /// Is this one more round of corrections?
  var addsRetake = false
  /// Does work begin, if it has not yet?
  var startsWork = false
  var end = Moment.kept
  var done = Moment.kept

  /// - Parameter previous: the status of the task before the comment.
  init(of status: ID, _ flags: StatusFlags, after previous: ID?) {
    isChange = status != previous
    guard isChange else { return }
    addsRetake = flags.isRetake
    startsWork = flags.isWorkInProgress
    end = flags.isFeedbackRequest ? .now : flags.isDone ? .kept : .cleared
    done = flags.isDone ? .now : .cleared
  }
}

/// How often a task may be sent back.
enum RetakeCap {
  /// - Parameters:
  ///   - entity: what the entity's metadata say under `max_retakes`; it counts when it is a number other than zero.
  ///   - project: 0 when there is no limit, also not for entities.
  /// - Returns: nil for no limit.
  static func cap(entity: JSON, project: Int) -> Int? {
    guard project > 0 else { return nil }
    let own = entity.integer ?? entity.text.flatMap { Int64($0) }
    return own.flatMap { $0 == 0 ? nil : Int($0) } ?? project
  }
}
