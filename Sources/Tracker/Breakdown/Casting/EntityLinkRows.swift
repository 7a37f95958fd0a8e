import Engine
import MariaDB
import Web

/// Castings as plain rows, for administrators.
struct EntityLinkRows: Resource {
  let path = "entity-links"
  let table = Table.entityLink
  let rules = Rules.admins

  func prepareCreate(_ body: inout JSON.Object, _ call: Call) throws { try check(body) }
  func prepareUpdate(_ row: Record, _ body: inout JSON.Object, _ call: Call) throws { try check(body) }

  private func check(_ body: JSON.Object) throws(Failure) {
    if let count = body["nb_occurences"]?.integer, count < 0 { throw .row("nb_occurences must not be negative.") }
  }
}
