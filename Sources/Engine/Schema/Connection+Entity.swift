import MariaDB
import Web

extension Connection {
  /// The entity of that kind and id; nil when there is none, or when it is of another kind.
  /// - Parameter isLocked: keeps other transactions from changing it until this one ends.
  package func entity(_ kind: EntityKind, _ id: ID?, isLocked: Bool = false) throws -> Record? {
    guard let id else { return nil }
    return try first(
      """
      SELECT \(Record.selection(.entity)) FROM entity WHERE entity.id = \(id) AND \(kind.condition())\(raw: isLocked ? " FOR UPDATE" : "")
      """
    ) { Record(.entity, $0) }
  }
}
