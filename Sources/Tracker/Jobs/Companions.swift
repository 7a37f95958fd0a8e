import Engine
import Glibc
import MariaDB
import Web

/// The processes beside the workers, on whatever host: each says in the database that it is there.
package enum Companions {
  package static func sign(_ id: ID, _ name: String, _ database: Connection) throws {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let hostName = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try database.execute(
      """
      INSERT INTO companion (id, name, host, pid, seen_at) VALUES (\(id), \(name), \(hostName), \(Int(getpid())), UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE seen_at = UTC_TIMESTAMP(6)
      """)
  }

  /// Has one of that name said so lately? It says nothing while it hands over a mail, which may take a minute.
  static func isThere(_ name: String, _ database: Connection) throws -> Bool {
    try database.exists("SELECT 1 FROM companion WHERE name = \(name) AND seen_at > UTC_TIMESTAMP(6) - INTERVAL 75 SECOND LIMIT 1")
  }
}
