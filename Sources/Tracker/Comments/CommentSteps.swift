import Engine
import Web

extension Step where Value == Subject<TaskFacts> {
  /// The task, for those who act on it, and for those who are mentioned there: they answer without changing its status. It is locked.
  /// - Throws: 404, 403.
  static var commentable: Step {
    let words = "\(Rule<TaskFacts>.act.words); those who are mentioned there, leaving the status as it is"
    return Step(StepNote(parameters: ["task_id"], who: words)) { call in
      let access = try call.access
      let task = try access.facts(ofTask: ID(call["task_id"]), isLocked: true)
      let standing = try access.standing(in: task.project)
      if try !Rule.act.passes(standing, task) && !access.isMentioned(in: task, standing) { throw Failure.forbidden }
      return Subject(task, standing)
    }
  }
}

extension Access {
  /// Is the caller, in the team and no vendor, mentioned on the task, by name or by department?
  func isMentioned(in task: TaskFacts, _ standing: Standing) throws -> Bool {
    try standing.isMember && !standing.isVendor && isMentioned(inTask: task.id)
  }
}
