import Engine
import MariaDB
import Web

extension Failure {
  /// The form of refusals of template routes: only a message (contract chapter 04, Errors).
  static func template(_ status: Int, _ message: String) -> Failure { Failure(status: status, body: ["message": .text(message)]) }
}

extension Step where Value == Record {
  /// The project template that the path names, locked when the route writes. - Throws: 404.
  static var projectTemplate: Step { row(.projectTemplate, saying: "Project template not found") }

  /// The project that the path names, for administrators, locked when the route writes. - Throws: 404.
  static var templateProject: Step { row(.project, saying: "Project not found") }

  private static func row(_ table: Table, saying message: String) -> Step {
    let parameter = "\(table.name)_id"
    return Step(StepNote(parameters: [parameter])) { call in
      guard let id = ID(call[parameter]), let record = try call.database.record(table, id, isLocked: call.isWriting) else {
        throw Failure.template(404, message)
      }
      return record
    }
  }
}

extension Call {
  func announceUpdate(of template: Record) {
    events.emit("project-template:update", ["project_template_id": JSON(template.id)])
  }
}

extension Bitrates {
  /// Looks at the bitrates that a body changes in a row of templates. - Throws: 400 with only a message.
  func checkTemplate(_ body: JSON.Object, stored: Record?) throws(Failure) {
    do {
      try check(body, stored: stored.map { (high: $0.integer(Self.high), low: $0.integer(Self.low)) })
    } catch {
      throw .template(error.status, error.body["message"].text ?? "")
    }
  }
}
