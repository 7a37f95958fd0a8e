import Engine
import Web

/// How what was done is given to days.
enum QuotaMode: String {
  case weighted
  case weightedDone = "weighteddone"
  case feedback
  case done

  /// By the time spent, else evenly; the others give all of it to the day when it was done.
  var isWeighted: Bool { self == .weighted || self == .weightedDone }

  /// The column of a task that says when it was done: the first feedback, or the approval.
  var date: String { self == .weighted || self == .feedback ? "end_date" : "done_date" }

}

extension Step where Value == QuotaMode {
  /// The parameter `count_mode`. - Throws: 400.
  static var quotaMode: Step {
    Step(StepNote()) { call in
      guard let mode = QuotaMode(rawValue: call.request.query["count_mode"] ?? QuotaMode.weighted.rawValue) else {
        throw Failure.parameter("count_mode must be weighted, weighteddone, feedback or done.")
      }
      return mode
    }
  }
}
