import MariaDB
import Web

/// The one row about the studio itself.
package enum Organisation {
  /// Keys of chats that only admins see.
  package static let secrets: Set<String> = ["chat_token_slack", "chat_webhook_mattermost", "chat_token_discord"]

  package static let publicShape = Shape(.organisation, hiding: secrets)
  package static let adminShape = Shape(.organisation)

  /// Makes the row when there is none.
  package static func ensure(_ database: Connection) throws {
    if try !database.exists("SELECT 1 FROM organisation LIMIT 1") { try database.insert(into: .organisation, ["name": "Kitsu"]) }
  }

  /// Writes the row as the caller may see it, making it first when the table is empty.
  package static func write(to output: JSONOutput, isAdmin: Bool, _ database: Connection) throws {
    let shape = isAdmin ? adminShape : publicShape
    let sql: SQL = "SELECT \(shape.select) FROM organisation ORDER BY id LIMIT 1"
    if try database.first(sql, { shape.write($0, to: output) }) == nil {
      try ensure(database)
      _ = try database.first(sql) { shape.write($0, to: output) }
    }
  }
}
