import Engine
import Identity
import Logging
import MariaDB
import Web

/// Makes our people those of the directory: `tsubame sync-with-ldap`.
package struct DirectorySync {
  /// Why nothing was done, in a sentence.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let database: Connection
  private let configuration: Configuration
  private let log: Logger

  package init(_ database: Connection, _ configuration: Configuration, log: Logger) {
    self.database = database
    self.configuration = configuration
    self.log = log
  }

  /// What came of it.
  package struct Summary: Sendable, Equatable, CustomStringConvertible {
    package let created: Int
    package let updated: Int
    package let deactivated: Int
    package let unchanged: Int
    /// Who would be active but for `USER_LIMIT`.
    package let beyondLimit: Int

    package var description: String { "\(created) created, \(updated) updated, \(deactivated) deactivated, \(unchanged) unchanged." }
  }

  /// Reads the directory, then changes everybody in one transaction, or nobody.
  /// - Parameters:
  ///   - isDryRun: tells what would change, and changes nothing.
  ///   - report: gets a line for each change.
  /// - Throws: `Failure` when the directory cannot be read.
  package func run(isDryRun: Bool = false, report: (String) -> Void) throws -> Summary {
    let found: [DirectoryPerson]
    do {
      found = try DirectoryReading(configuration.directory).people(report: report)
    } catch let failure as DirectoryReading.Failure {
      throw Failure(description: failure.description)
    }
    // To a wrong base all of the studio would seem to have left.
    guard !found.isEmpty else {
      let group = configuration.directory.group
      let place = configuration.directory.base + (group.isEmpty ? "" : " in the group \(group)")
      throw Failure(description: "There is nobody below \(place). Nothing was changed.")
    }
    let plan = try database.transaction {
      let plan = DirectoryPlan(found, try people(), excluded: configuration.directory.excluded, limit: configuration.userLimit)
      if !isDryRun { try write(plan) }
      return plan
    }
    plan.lines.forEach(report)
    if !isDryRun {
      for person in plan.created { SecurityNote(event: .accountCreated, person: person.id, means: "ldap").write(to: log) }
      for person in plan.ended { SecurityNote(event: .tokensRevoked, person: person, means: "ldap").write(to: log) }
    }
    return Summary(
      created: plan.created.count, updated: plan.updated.count, deactivated: plan.deactivated.count, unchanged: plan.unchanged,
      beyondLimit: plan.beyondLimit)
  }

  /// All of our people; locked, as nobody else may change them in between.
  private func people() throws -> [DirectoryPlan.Person] {
    try database.all(
      """
      SELECT id, ldap_uid, desktop_login, email, first_name, last_name, active, is_guest OR preview_project_id IS NOT NULL, is_generated_from_ldap
      FROM person WHERE NOT is_bot ORDER BY id FOR UPDATE
      """
    ) { row in
      row.id(0).map { id in
        DirectoryPlan.Person(
          id: id, uniqueID: row.text(1), login: row.text(2), email: row.text(3), firstName: row.text(4) ?? "", lastName: row.text(5) ?? "",
          isActive: row.bool(6), isGuest: row.bool(7), isFromDirectory: row.bool(8))
      }
    }.compactMap { $0 }
  }

  private func write(_ plan: DirectoryPlan) throws {
    let events = EventQueue(author: nil)
    try insert(plan.created)
    for person in plan.created { events.emit("person:new", ["person_id": JSON(person.id)]) }
    let changed = plan.deactivated + plan.updated
    try update(changed)
    try Sessions(database).end(of: plan.ended)
    for person in changed { events.emit("person:update", ["person_id": JSON(person.id)]) }
    try events.write(to: database)
  }

  /// Without a password: only the directory knows one. What is not named here has the table's default.
  private func insert(_ people: [DirectoryPlan.Person]) throws {
    guard !people.isEmpty else { return }
    let rows = people.map { person in
      """
      (\(person.id), \(person.uniqueID), \(person.login), \(person.email), \(person.firstName), \(person.lastName), TRUE, TRUE,
      \(configuration.defaultTimezone), \(configuration.defaultLocale), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      """ as SQL
    }
    // A statement takes 65,535 values.
    for first in stride(from: 0, to: rows.count, by: 1000) {
      try database.execute(
        """
        INSERT INTO person (id, ldap_uid, desktop_login, email, first_name, last_name, active, is_generated_from_ldap, timezone, locale,
        created_at, updated_at) VALUES \(rows[first..<min(first + 1000, rows.count)].joined(separator: ", "))
        """)
    }
  }

  private func update(_ people: [DirectoryPlan.Person]) throws {
    guard !people.isEmpty else { return }
    let rows = people.map { person -> JSON in
      [
        "id": JSON(person.id), "ldap_uid": JSON(person.uniqueID), "desktop_login": JSON(person.login), "email": JSON(person.email),
        "first_name": .text(person.firstName), "last_name": .text(person.lastName), "active": person.isActive ? 1 : 0,
        "is_generated_from_ldap": person.isFromDirectory ? 1 : 0,
      ]
    }
    try database.execute(
      """
      UPDATE person JOIN JSON_TABLE(\(JSON.array(rows).description), '$[*]' COLUMNS (
        id VARCHAR(36) PATH '$.id', ldap_uid VARCHAR(60) PATH '$.ldap_uid', desktop_login VARCHAR(80) PATH '$.desktop_login',
        email VARCHAR(255) PATH '$.email', first_name VARCHAR(80) PATH '$.first_name', last_name VARCHAR(80) PATH '$.last_name',
        active INT PATH '$.active', is_generated_from_ldap INT PATH '$.is_generated_from_ldap')) AS found
      ON person.id = CAST(found.id AS UUID)
      SET person.ldap_uid = found.ldap_uid, person.desktop_login = found.desktop_login, person.email = found.email,
        person.first_name = found.first_name, person.last_name = found.last_name, person.active = found.active,
        person.is_generated_from_ldap = found.is_generated_from_ldap, person.updated_at = UTC_TIMESTAMP(6)
      """)
  }
}
