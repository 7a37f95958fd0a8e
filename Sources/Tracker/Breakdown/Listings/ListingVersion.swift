import Engine
import Identity
import MariaDB
import Web

/// What state a listing is in, so that a client that has it already is told so without making it again.
///
/// An answer is a function of the statements that make it, of the values bound to them, and of the rows they read. The first two are known
/// before anything large is read, and hold all that the caller decides: the role, the limits of vendors with their departments and the
/// descriptors of the production, every parameter. They are part of the tag as they are, and so are the ids of the tasks that the caller
/// has subscribed to, which are read before the tag is made. The rows are stood for by `listing_change` (migrations 0006 and 0009), in which
/// triggers count what is inserted, updated and deleted in the tables that the statements read: `entity`, `task`, `task_person_link`,
/// `entity_link`, `entity_concept_link`, `project`, `project_person_link` and `entity_type`. **A listing that reads another table needs its
/// triggers.**
///
/// No change can hide behind a tag:
/// - Each of the rows that make up a counter is locked by who changes it until the commit, so its committed values only grow, and each
///   commit makes the sum larger. A change that is counted early and committed late makes the sum larger when it is committed; what others
///   commit in between adds to other rows, or waits.
/// - The sum is read by one statement, which sees one moment, and before the rows are. A client may hold rows that are newer than their tag,
///   and gets them once more; it never holds rows that are older. If the sum is still the same later, nothing was committed in between, so
///   what was read then is what would be read now.
/// - Rows of another production that a listing refers to (an edit below an episode of another one) are counted for all productions when
///   what is shown of them changes: their name, parent or kind. So is a row whose entity is newer than what its writer sees.
/// - What no trigger sees, a database that was restored from a backup and a program that writes listings otherwise, comes with a start of the
///   service, which begins anew (`forgetAll`).
package struct ListingVersion {
  /// The rows of which productions the statements may read, beside those referred to.
  enum Reach {
    case project(ID)
    case everything
  }

  let reach: Reach

  /// The name of the state that the listing is in now.
  /// - Parameters:
  ///   - statements: that make the listing.
  ///   - form: how it is written out, as far as the statements do not say.
  func tag(_ statements: [SQL], form: [String], _ database: Connection) throws -> EntityTag {
    let scope: SQL =
      switch reach {
      case .project(let id): " WHERE project_id IN \([ID(high: 0, low: 0), id])"
      case .everything: ""
      }
    let rows = try database.first("SELECT CAST(SUM(amount) AS CHAR) FROM listing_change\(scope)") { $0.text(0) } ?? nil
    let parts = [Configuration.version, rows ?? ""] + form + statements.flatMap { [$0.text] + $0.values.map { "\($0)" } }
    // Each with its length, so that no two lists of parts run together into the same text.
    let digest = Digest.sha256(parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
    return EntityTag(weak: Base64URL.encode(Array(digest.prefix(18))))
  }

  /// Gives all listings another name, so that nothing holds that clients and web servers have.
  package static func forgetAll(_ database: Connection) throws {
    // In a row that no trigger takes: nobody is waited for.
    try database.execute(
      """
      INSERT INTO listing_change VALUES (\(ID(high: 0, low: 0)), 255, 1 + FLOOR(RAND() * 4294967295))
      ON DUPLICATE KEY UPDATE amount = amount + VALUE(amount)
      """)
  }
}
