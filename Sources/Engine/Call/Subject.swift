import MariaDB
import Web

/// A row that a route is about, with what the caller is in its project.
@dynamicMemberLookup
package struct Subject<Row> {
  package let row: Row
  package let standing: Standing

  package init(_ row: Row, _ standing: Standing) {
    self.row = row
    self.standing = standing
  }

  package subscript<T>(dynamicMember member: KeyPath<Row, T>) -> T { row[keyPath: member] }
}

/// A project that a path names.
package struct Project: Sendable {
  package let id: ID

  package init(id: ID) { self.id = id }
}

extension Step where Value == Subject<Project> {
  /// The project that the path names.
  /// - Parameters:
  ///   - unseenByAdmins: administrators are not asked whether it exists (chapter 06, `PROJ` and `MGR`).
  ///   - malformed: what administrators get for what is no id; 404 when not given, as for everybody else.
  /// - Throws: 404 for one that does not exist, then 403.
  package static func project(
    _ rule: Rule<Project>, unseenByAdmins: Bool = false, malformed: Failure? = nil, in parameter: String = "project_id"
  ) -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let access = try call.access
      guard let id = ID(call[parameter]) else {
        if access.isAdmin, let malformed { throw malformed }
        throw Failure.notFound("There is no such project.")
      }
      // The standing of anybody else says whether it exists.
      if access.isAdmin, !unseenByAdmins, try !call.database.exists("SELECT 1 FROM project WHERE id = \(id)") {
        throw Failure.notFound("There is no such project.")
      }
      let standing = try access.standing(in: id)
      try rule.check(standing, Project(id: id))
      return Subject(Project(id: id), standing)
    }
  }
}

extension Step where Value == Subject<TaskFacts> {
  /// The task that the path names. It is locked when the route writes. - Throws: 404, then 403.
  package static func task(_ rule: Rule<TaskFacts>, in parameter: String = "task_id") -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let access = try call.access
      let task = try access.facts(ofTask: ID(call[parameter]), isLocked: call.isWriting)
      let standing = try access.standing(in: task.project)
      try rule.check(standing, task)
      return Subject(task, standing)
    }
  }
}

extension Step where Value == ID {
  /// The person that the path names, who is no bot. - Throws: 404 for nobody, 403 for bots, then by the rule.
  package static func person(_ rule: Rule<Person> = .anyone, in parameter: String = "person_id") -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let person = try call.person(call[parameter])
      try call.check(rule, Person(person))
      return person
    }
  }

  /// The person or bot that the path names; who may is said first. They are locked when the route writes. - Throws: 403, then 404.
  package static func anybody(_ rule: Rule<Person>, in parameter: String = "person_id") -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let person = ID(call[parameter])
      try call.check(rule, Person(person))
      guard let person, try call.database.exists("SELECT 1 FROM person WHERE id = \(person)\(raw: call.isWriting ? " FOR UPDATE" : "")")
      else { throw Failure.notFound("There is no such person.") }
      return person
    }
  }
}

extension Call {
  /// Somebody who is no bot, unless the project lets bots collaborate. - Throws: 404 for nobody, 403 for a bot.
  package func person(_ text: String, in project: ID? = nil) throws -> ID {
    guard let id = ID(text), let isBot = try database.first("SELECT is_bot FROM person WHERE id = \(id)", { $0.bool(0) }) else {
      throw Failure.notFound("There is no such person.")
    }
    if isBot, try !database.exists("SELECT 1 FROM project WHERE id = \(project) AND is_bot_collaboration_enabled") {
      throw Failure.forbidden
    }
    return id
  }
}

extension Step where Value == Subject<PreviewFacts> {
  /// The preview that the path names. It is locked when the route writes. - Throws: 404, then 403.
  package static func preview(_ rule: Rule<PreviewFacts>, in parameter: String = "instance_id") -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      let access = try call.access
      let preview = try access.facts(ofPreview: ID(call[parameter]), isLocked: call.isWriting)
      let standing = try access.standing(in: preview.task.project)
      try rule.check(standing, preview)
      return Subject(preview, standing)
    }
  }
}

extension Call {
  /// Those of the tasks that there are, each with what the caller is in its project, in the order given; one that is named twice is there
  /// twice. They are locked when the route writes.
  package func tasks(_ ids: [ID]) throws -> [Subject<TaskFacts>] {
    let access = try access
    let found = try access.facts(ofTasks: ids, isLocked: isWriting)
    try access.prepareRoles(in: Set(found.compactMap(\.project)))
    let subjects = try Dictionary(found.map { ($0.id, Subject($0, try access.standing(in: $0.project))) }) { first, _ in first }
    return ids.compactMap { subjects[$0] }
  }
}

extension Step where Value == Subject<EntityFacts> {
  /// The entity of a kind that the path names by `<kind>_id`. It is locked when the route writes.
  /// - Throws: 404 for what is no id, unknown, or of another kind; then 403.
  package static func entity(_ kind: EntityKind, _ rule: Rule<EntityFacts>, in parameter: String? = nil) -> Step {
    let parameter = parameter ?? kind.idName
    return Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      guard let record = try call.database.entity(kind, ID(call[parameter]), isLocked: call.isWriting) else {
        throw Failure.notFound("There is no such \(kind.eventName).")
      }
      return try call.subject(record, rule)
    }
  }

  /// The entity of any kind that the path names. - Throws: 404, then 403.
  package static func entity(_ rule: Rule<EntityFacts>, in parameter: String = "entity_id") -> Step {
    Step(StepNote(parameters: [parameter], who: rule.words)) { call in
      guard let id = ID(call[parameter]), let record = try call.database.record(.entity, id, isLocked: call.isWriting) else {
        throw Failure.notFound("There is no such entity.")
      }
      return try call.subject(record, rule)
    }
  }
}

extension Call {
  /// The entity with what the caller is in its project. - Throws: 403.
  package func subject(_ record: Record, _ rule: Rule<EntityFacts>) throws -> Subject<EntityFacts> {
    let access = try access
    let entity = access.facts(of: record)
    let standing = try access.standing(in: entity.project)
    try rule.check(standing, entity)
    return Subject(entity, standing)
  }
}

extension Call {
  /// What the caller is in the project of a row that a handler found by itself, or in the studio for a row of no project.
  /// - Throws: 404 for an unknown project, then 403.
  @discardableResult
  package func check<Row>(_ rule: Rule<Row>, _ row: Row, in project: ID? = nil) throws -> Standing {
    let standing = try access.standing(in: project)
    try rule.check(standing, row)
    return standing
  }

  /// The same for rules that look at nothing but the project.
  @discardableResult
  package func check(_ rule: Rule<Project>, in project: ID) throws -> Standing { try check(rule, Project(id: project), in: project) }

  /// The same for rules about nothing but the role in the studio.
  package func check(_ rule: Rule<Studio>) throws { try rule.check(try access.studio, Studio()) }
}
