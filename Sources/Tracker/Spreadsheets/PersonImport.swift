import Engine
import MariaDB
import Web

/// People from a spreadsheet (contract chapter 08, CSV imports). Nobody is mailed, and who is new has no password.
struct PersonImport {
  static func declare(in routes: inout Routes) {
    routes.post("/import/csv/persons", "Import people from CSV", .may(.admin), .sheet(["First Name", "Last Name", "Email"])) {
      call, _, sheet in
      try PersonImport(sheet: sheet, call: call).run()
    }
  }

  /// A column with a list of what it accepts, in any case: the codes, and what people call them.
  private struct Choice {
    let header: String
    let column: String
    let labels: [(label: String, code: String)]

    func code(_ text: String) -> String? {
      let text = text.lowercased()
      return labels.first { $0.label.lowercased() == text || $0.code == text }?.code
    }
  }

  private static let choices = [
    Choice(
      header: "Role", column: "role",
      labels: [
        ("Artist", "user"), ("Studio Manager", "admin"), ("Supervisor", "supervisor"), ("Production Manager", "manager"),
        ("Client", "client"),
        ("Vendor", "vendor"),
      ]),
    Choice(
      header: "Contract Type", column: "contract_type",
      labels: [
        ("Open-ended", "open-ended"), ("Fixed-term", "fixed-term"), ("Short-term", "short-term"), ("Freelance", "freelance"),
        ("Apprentice", "apprentice"), ("Internship", "internship"),
      ]),
    Choice(header: "Position", column: "position", labels: [("Supervisor", "supervisor"), ("Lead", "lead"), ("Artist", "artist")]),
    Choice(header: "Seniority", column: "seniority", labels: [("Senior", "senior"), ("Mid", "mid"), ("Junior", "junior")]),
  ]

  private let sheet: Sheet
  private let call: Call

  private struct Person {
    var record: Record
    let isNew: Bool
    var isChanged = false
    var departments: [ID]?
  }

  private func run() throws -> Response {
    let database = call.database
    var (outcomes, problems) = (SheetOutcomes(), SheetProblems())
    let isUpdate = call.request.query.flag("update")
    let studios = try Self.names("studio", database)
    let departments = try Self.names("department", database)
    var people: [Person] = []
    var places: [String: Int] = [:]
    try database.stream("SELECT \(Record.selection(.person)) FROM person WHERE NOT person.is_bot ORDER BY person.id FOR UPDATE") { row in
      let record = Record(.person, row)
      guard let email = record.text("email")?.lowercased(), places[email] == nil else { return }
      places[email] = people.count
      people.append(Person(record: record, isNew: false))
    }
    var lines: [(row: Sheet.Row, place: Int, wasThere: Bool)] = []
    for row in sheet.rows {
      var cells = Cells(row, problems)
      let email = (row["Email"] ?? "").trimmingBlanks()
      if !Email.isValid(email) { cells.fail("Email", "A value is invalid: Email: \(email.prefix(200))") }
      let place = places[email.lowercased()] ?? people.count
      let wasThere = place < people.count
      if !wasThere {
        places[email.lowercased()] = place
        people.append(Person(record: try Self.record(email), isNew: true))
      }
      if !wasThere || isUpdate { write(&cells, to: &people[place], studios, departments) }
      problems = cells.problems
      lines.append((row, place, wasThere))
    }
    try problems.throwIfAny()
    try Failure.mappingIntegrity {
      try database.insert(people.filter(\.isNew).map(\.record), into: .person)
      try database.update(people.filter { $0.isChanged && !$0.isNew }.map(\.record), of: .person)
    }
    try mark(&people)
    let links = people.compactMap { person in person.departments.map { (person.record.id, $0) } }
    if let relation = Table.person.relation("departments") {
      try database.set(relation, to: Dictionary(links) { $1 }, isReplacing: true)
    }
    for line in lines {
      let person = people[line.place]
      outcomes.add(line.row, !line.wasThere ? .created : person.isChanged ? .updated : .unchanged, person.record.id)
    }
    return try outcomes.answer(.person, PersonShape.safe, call)
  }

  /// Whose departments are others now is changed; of the others nothing is written.
  private func mark(_ people: inout [Person]) throws {
    var former: [ID: Set<ID>] = [:]
    try call.database.stream("SELECT person_id, department_id FROM department_link") { row in
      if let person = row.id(0), let department = row.id(1) { former[person, default: []].insert(department) }
    }
    for (place, person) in people.enumerated() {
      guard let departments = person.departments else { continue }
      if Set(departments) == former[person.record.id] ?? [] {
        people[place].departments = nil
      } else {
        people[place].isChanged = true
      }
    }
  }

  private static func names(_ table: String, _ database: Connection) throws -> [String: ID] {
    var names: [String: ID] = [:]
    try database.stream("SELECT id, name FROM \(raw: table) ORDER BY id DESC") { row in names[row.text(1) ?? ""] = row.id(0) }
    return names
  }

  /// A person with what the columns of the table are when nothing is said.
  private static func record(_ email: String) throws -> Record {
    var values: [String: Value] = [:]
    for column in Table.person.columns { if let fallback = column.fallback { values[column.name] = try Coercion.value(fallback, column) } }
    values["id"] = ID.make().sqlValue
    values["email"] = .text(email)
    for column in ["created_at", "updated_at"] { values[column] = .text(Call.now.sql) }
    return Record(.person, values: values)
  }

  private func write(_ cells: inout Cells, to person: inout Person, _ studios: [String: ID], _ departments: [String: ID]) {
    func set(_ column: String, _ value: Value) {
      if person.record[column] == value { return }
      person.record[column] = value
      person.record["updated_at"] = .text(Call.now.sql)
      person.isChanged = true
    }
    let row = cells.row
    for (header, column, longest) in [("First Name", "first_name", 80), ("Last Name", "last_name", 80), ("Phone", "phone", 30)] {
      guard let text = row[header], header != "Phone" || !text.isEmpty else { continue }
      if text.unicodeScalars.count > longest { cells.fail(header, "\(header) has at most \(longest) characters") }
      set(column, .text(text))
    }
    for choice in Self.choices {
      guard let text = row.filled(choice.header) else { continue }
      guard let code = choice.code(text) else {
        let accepted = choice.labels.map(\.label).joined(separator: ", ")
        cells.fail(choice.header, "A value is invalid: \(choice.header): \(text.prefix(100)) (accepted values: \(accepted))")
        continue
      }
      set(choice.column, .text(code))
    }
    if let text = row.filled("Country") {
      let isCode = text.utf8.count == 2 && text.utf8.allSatisfy { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
      if !isCode { cells.fail("Country", "A value is invalid: Country: \(text.prefix(100)) (a code of two letters, as FR)") }
      set("country", .text(text.uppercased()))
    }
    if let text = row.filled("Daily Salary") {
      if let salary = Int32(text) {
        set("daily_salary", .integer(Int64(salary)))
      } else {
        cells.fail("Daily Salary", "A value is invalid: Daily Salary: \(text.prefix(100))")
      }
    }
    if let text = row.filled("Active"), let isActive = cells.boolean("Active", text) { set("active", isActive.sqlValue) }
    if let text = row.filled("Studio") {
      if let id = studios[text] { set("studio_id", id.sqlValue) } else { cells.fail("Studio", "Studio not found: \(text.prefix(100))") }
    }
    guard let text = row.filled("Departments") else { return }
    var ids: [ID] = []
    for name in text.split(separator: ",").map({ $0.trimmingBlanks() }) where !name.isEmpty {
      if let id = departments[name] {
        if !ids.contains(id) { ids.append(id) }
      } else {
        cells.fail("Departments", "Department not found: \(name.prefix(100))")
      }
    }
    person.departments = ids
  }
}
