import Engine
import Identity
import MariaDB
import Web

/// The security keys of a person, in the order in which they were registered.
struct SecurityKeys: Equatable {
  /// As they are stored: what cannot be read is kept, and can still be removed by its name.
  private var elements: [JSON]

  /// - Parameter stored: `person.fido_credentials`.
  init(stored: String?) {
    elements = stored.flatMap { try? JSON.parse($0) }?.array ?? []
  }

  var isEmpty: Bool { elements.isEmpty }

  /// As `allowCredentials` and `excludeCredentials` name them.
  var descriptors: JSON {
    .array(
      elements.compactMap { SecurityKey(stored: $0) }.map {
        ["type": "public-key", "id": .text(Base64URL.encode($0.credentialID))]
      })
  }

  func contains(_ key: SecurityKey) -> Bool { elements.contains { SecurityKey(stored: $0)?.isNamed(key.credentialID) ?? false } }

  mutating func add(_ key: SecurityKey) { elements.append(key.stored) }

  /// Removes the first one of that name, if there is one.
  mutating func remove(_ name: String) {
    if let index = elements.firstIndex(where: { $0["device_name"] == .text(name) }) { elements.remove(at: index) }
  }

  /// Did one of the keys answer the challenge? Its counter is noted.
  mutating func verify(_ assertion: JSON.Object, challenge: [UInt8], for party: RelyingParty) -> Bool {
    guard let id = SecurityKey.credentialID(of: assertion) else { return false }
    for (index, element) in elements.enumerated() {
      guard var key = SecurityKey(stored: element), key.isNamed(id) else { continue }
      let former = key
      guard (try? key.verify(assertion, challenge: challenge, for: party)) != nil else { continue }
      if key != former { elements[index] = key.stored }
      return true
    }
    return false
  }

  func store(for person: ID, _ database: Connection) throws {
    try database.execute(
      "UPDATE person SET fido_credentials = \(JSON.array(elements).description), updated_at = UTC_TIMESTAMP(6) WHERE id = \(person)")
  }
}
