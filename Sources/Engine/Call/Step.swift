import MariaDB
import Web

/// What a route needs before its handler runs: a row that its path names, a right, a body.
///
/// A route is declared with its steps in the order in which the contract refuses (chapter 06: the token first, then the body where it says
/// so, then the checks as written). Each hands its value to the handler, and says for the API description what it reads:
///
///     routes.put("/data/tasks/:task_id/priority", "Set the priority of a task", .task(.edit), .fields { $0.integer("priority") }) {
///       call, task, priority in …
///     }
package struct Step<Value>: Sendable {
  package let note: StepNote
  package let run: @Sendable (Call) throws -> Value

  /// - Parameter run: finds the value, or throws the refusal.
  package init(_ note: StepNote, _ run: @escaping @Sendable (Call) throws -> Value) {
    self.note = note
    self.run = run
  }
}

/// What a step reads and asks for, as the API description shows it.
package struct StepNote: Sendable {
  /// Names of the path's parameters that it reads. One that the path does not have ends the start of the program.
  package var parameters: [String] = []
  /// Who may, in words.
  package var who: String?
  /// The fields of the body that it reads.
  package var body: BodyNote?
  /// What a body that it reads may weigh.
  package var weight = BodyWeight.document

  package init(parameters: [String] = [], who: String? = nil, body: BodyNote? = nil, weight: BodyWeight = .document) {
    self.weight = weight
    self.parameters = parameters
    self.who = who
    self.body = body
  }

  /// Of a step that is made of two.
  package func and(_ other: StepNote) -> StepNote {
    // What everybody may says nothing beside another rule, nor does one that is said twice.
    let anyone = Rule<Studio>.anyone.words
    let words = who == nil || who == anyone ? other.who ?? who : other.who == nil || other.who == anyone || other.who == who ? who : nil
    return StepNote(
      parameters: parameters + other.parameters, who: words ?? who.flatMap { mine in other.who.map { "\(mine); \($0)" } },
      body: body ?? other.body, weight: max(weight, other.weight))
  }
}

/// What a route reads of the body.
package enum BodyNote: Sendable {
  /// An object with these fields.
  case fields([FieldReader.Field])
  /// An array of objects with these fields.
  case rows([FieldReader.Field])
  /// An array of ids.
  case ids
  /// A JSON document that the handler looks at itself.
  case document
}

extension Step where Value == Void {
  /// A rule about nothing but the caller's role in the studio. - Throws: 403.
  package static func may(_ rule: Rule<Studio>) -> Step {
    Step(StepNote(who: rule.words)) { call in try rule.check(try call.access.studio, Studio()) }
  }
}

extension Step {
  /// This one, then another, in the order in which the contract refuses.
  package func and<Other>(_ other: Step<Other>) -> Step<(Value, Other)> {
    Step<(Value, Other)>(note.and(other.note)) { call in (try run(call), try other.run(call)) }
  }

  /// Goes on from what it found.
  /// - Parameters:
  ///   - who: who may, where that is not what this step says.
  ///   - find: finds what is handed over instead, or throws the refusal.
  package func map<Other>(who: String? = nil, _ find: @escaping @Sendable (Call, Value) throws -> Other) -> Step<Other> {
    var note = note
    if let who { note.who = who }
    return Step<Other>(note) { call in try find(call, try run(call)) }
  }
}

// MARK: Bodies

extension Step {
  /// The fields of a validated body. `read` runs once without a body when the route is declared, to say which fields there are: it only
  /// reads. - Throws: 400 with all that is wrong.
  package static func fields(_ read: @escaping @Sendable (inout FieldReader) -> Value) -> Step {
    Step(StepNote(body: .fields(FieldReader.fields(of: read)))) { call in try call.request.validated(read) }
  }
}

/// What came in a form: its fields, and its files.
package struct Form<Fields> {
  package let fields: Fields
  /// In the order they came in, each with a name and something in it.
  package let files: [UploadedFile]
}

extension Step {
  /// A validated body that may come with files, as `multipart/form-data`. - Throws: 400 with all that is wrong.
  package static func form<Fields>(_ read: @escaping @Sendable (inout FieldReader) -> Fields) -> Step where Value == Form<Fields> {
    Step(StepNote(body: .fields(FieldReader.fields(of: read)), weight: .files)) { call in
      let files = try call.files()
      return Form(fields: try call.request.validated(read), files: files)
    }
  }
}

extension Call {
  /// The files that came with the request, on the file system that keeps them. - Throws: 400 for one without a name or content.
  package func files() throws -> [UploadedFile] {
    let files = try request.files(in: configuration.previewFolder)
    for file in files {
      if file.name.isEmpty { throw Failure.parameter("The file in the field \(file.field) has no name.") }
      if file.size == 0 { throw Failure.parameter("The file \(file.name) is empty.") }
      if file.name.unicodeScalars.count > 250 { throw Failure.parameter("The name of a file is longer than 250 characters.") }
    }
    return files
  }
}

extension Step {
  /// The objects of an array, each read like `fields`. - Throws: 413 for more than `limit`, 400 with all that is wrong.
  package static func rows<Row>(atMost limit: Int, _ read: @escaping @Sendable (inout FieldReader) -> Row) -> Step where Value == [Row] {
    Step(StepNote(body: .rows(FieldReader.fields(of: read)), weight: .bulk)) { call in try call.request.validatedRows(atMost: limit, read) }
  }
}

extension Step where Value == [ID] {
  /// A JSON array of ids. - Throws: 400.
  package static var ids: Step { Step(StepNote(body: .ids)) { call in try call.request.idList() } }
}

extension Step where Value == JSON {
  /// A JSON document of any kind. - Throws: 415, 400.
  package static var document: Step { Step(StepNote(body: .document)) { call in try call.request.json() } }
}

// MARK: Parameters of the path

extension Step where Value == String {
  /// A parameter of the path as it is.
  package static func text(_ parameter: String) -> Step { Step(StepNote(parameters: [parameter])) { call in call[parameter] } }
}

extension Step where Value == ID {
  /// An id in the path that is looked up by the handler.
  /// - Parameter refusal: for what is no id; 404 unless the contract says otherwise.
  package static func id(_ parameter: String, or refusal: Failure = .notFound()) -> Step {
    Step(StepNote(parameters: [parameter])) { call in
      guard let id = ID(call[parameter]) else { throw refusal }
      return id
    }
  }
}

extension Step where Value == Record {
  /// The row of a table without a project, for everybody. It is locked when the route writes.
  /// - Parameters:
  ///   - parameter: `<table>_id` when not given.
  ///   - parent: the column, and parameter of the path, of the row that it must belong to.
  ///   - malformed: the refusal of what is no id; as of what is missing when not given.
  ///   - missing: the refusal of a row that does not exist; 404 when not given.
  package static func row(
    _ table: Table, in parameter: String? = nil, below parent: String? = nil, malformed: Failure? = nil, missing: Failure? = nil
  ) -> Step {
    let parameter = parameter ?? "\(table.name)_id"
    let missing = missing ?? Failure.notFound("There is no such \(table.spokenName).")
    return Step(StepNote(parameters: [parameter] + (parent.map { [$0] } ?? []))) { call in
      guard let id = ID(call[parameter]) else { throw malformed ?? missing }
      guard let record = try call.database.record(table, id, isLocked: call.isWriting) else { throw missing }
      if let parent, record.id(parent) != ID(call[parent]) { throw missing }
      return record
    }
  }
}

extension Step where Value == DateTime {
  /// The day that the path names by `date`. - Throws: 400.
  package static var date: Step { Step<String>.text("date").map { _, text in try DateTime(day: text) } }
}

extension DateTime {
  /// A day as a path names it. - Throws: 400 for what is none.
  package init(day text: String) throws(Failure) {
    guard let date = DateTime(anyDate: text) else { throw .parameter("The date must be as 2026-11-21.") }
    self = date
  }
}

extension Step where Value == Period {
  /// The year, month, week or day that the path names. - Throws: 400 for one that no calendar has.
  package static func period(_ unit: Period.Unit) -> Step {
    Step(StepNote(parameters: unit.parameters)) { call in
      let period =
        switch unit {
        case .year: Period(year: call["year"])
        case .month: Period(year: call["year"], month: call["month"])
        case .week: Period(year: call["year"], week: call["week"])
        case .day: Period(year: call["year"], month: call["month"], day: call["day"])
        }
      guard let period else { throw Failure.parameter("There is no such \(unit.rawValue) in the calendar.") }
      return period
    }
  }
}
