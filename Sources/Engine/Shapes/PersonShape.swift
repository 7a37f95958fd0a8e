import MariaDB

/// How people are shown: to admins with everything that is not a secret, to the others in short (contract chapters 01 and 02, Shapes).
package enum PersonShape {
  /// Never written out.
  package static let secrets: Set<String> = [
    "password", "totp_secret", "email_otp_secret", "otp_recovery_codes", "fido_credentials", "jti", "login_failed_attemps",
    "last_login_failed",
  ]

  package static let fullName: SQL = "CONCAT_WS(' ', NULLIF(person.first_name, ''), NULLIF(person.last_name, ''))"

  private static let fullNameKey = Shape.Key("full_name", fullName, .text)

  /// Everything but the secrets (PersonSafe).
  package static let safe = Shape(.person, hiding: secrets).adding(fullNameKey, after: "studio_id")
  package static let safeWithDepartments = Shape(.person, relations: true, hiding: secrets).adding(fullNameKey, after: "studio_id")

  /// The same as people of a role in the studio see it. Salaries and telephones are for administrators, unless the studio shows them to
  /// managers (`MANAGERS_READ_SALARIES`); people who are no managers get what colleagues see.
  package static func seen(by role: Role, departments: Bool = true, _ configuration: Configuration) -> Shape {
    switch role {
    case .admin: return departments ? safeWithDepartments : safe
    case .manager:
      if configuration.managersReadSalaries { return departments ? safeWithDepartments : safe }
      return departments ? managedWithDepartments : managed
    case .client: return client
    default: return short(departments: departments)
    }
  }

  private static let managed = concealed(safe)
  private static let managedWithDepartments = concealed(safeWithDepartments)

  private static func concealed(_ shape: Shape) -> Shape {
    shape.replacing("daily_salary", by: .constant("null")).replacing("phone", by: .constant("null"))
  }

  /// The caller's own account, as `/auth/login` answers it.
  package static let session = safe.adding(departments)

  /// The caller's own account, as `/auth/authenticated` answers it. The query joins `department_link`.
  package static let account = safeWithDepartments.replacing("departments", by: .gathered("department_link.department_id")).adding(
    Shape.Key("fido_devices", .ids("JSON_EXTRACT(person.fido_credentials, '$[*].device_name')")))

  /// What colleagues see (PersonMin). - Parameter departments: shows them; else the list is empty.
  package static func short(departments isFilled: Bool) -> Shape { isFilled ? shortWithDepartments : shortPlain }

  /// What clients see of the people whom they work with (PersonClient).
  package static let client = shortPlain.keeping([
    "id", "type", "first_name", "last_name", "full_name", "has_avatar", "active", "role", "is_bot",
  ])

  private static let departments = Shape.Key(
    name: "departments", source: .ids(Table.person.relations.first { $0.name == "departments" }?.selection(of: "person") ?? "NULL"))

  private static let shortWithDepartments = shortShape(departments)
  private static let shortPlain = shortShape(Shape.Key("departments", .constant("[]")))

  private static func shortShape(_ departments: Shape.Key) -> Shape {
    func column(_ name: String, _ kind: Column.Kind) -> Shape.Key {
      Shape.Key(name: name, source: .value(SQL(raw: "person.\(name)"), kind))
    }
    return Shape(keys: [
      column("id", .uuid), Shape.Key("type", .constant("\"Person\"")), column("first_name", .text),
      column("last_name", .text), fullNameKey, column("has_avatar", .boolean), column("active", .boolean), departments,
      column("studio_id", .uuid), column("role", .text), column("desktop_login", .text), column("is_bot", .boolean),
    ])
  }

  /// Six keys, for authors of comments (PersonShort). - Parameter alias: of the person in the query.
  package static func author(_ alias: String) -> [Shape.Key] {
    func column(_ name: String, _ kind: Column.Kind) -> Shape.Key {
      Shape.Key(name: name, source: .value(SQL(raw: "\(alias).\(name)"), kind))
    }
    return [
      column("id", .uuid), column("first_name", .text), column("last_name", .text),
      Shape.Key(
        name: "full_name",
        source: .value(SQL(raw: "CONCAT_WS(' ', NULLIF(\(alias).first_name, ''), NULLIF(\(alias).last_name, ''))"), .text)),
      column("has_avatar", .boolean), column("role", .text),
    ]
  }
}
