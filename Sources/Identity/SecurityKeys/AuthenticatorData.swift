/// The part of an answer that the security key itself writes and signs (WebAuthn §6.1).
struct AuthenticatorData {
  /// SHA-256 of the relying party's id.
  let relyingPartyHash: [UInt8]
  private let flags: UInt8
  /// Signatures that the key has made; 0 for ever where it does not count.
  let counter: UInt32
  private let rest: ArraySlice<UInt8>

  /// Nil when it is too short.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 37 else { return nil }
    relyingPartyHash = Array(bytes[..<32])
    flags = bytes[32]
    counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
    rest = bytes[37...]
  }

  /// Did somebody touch the key?
  var isUserPresent: Bool { flags & 0x01 != 0 }

  private var hasCredential: Bool { flags & 0x40 != 0 }

  /// The new credential of a registration (§6.5.1); nil when there is none.
  var credential: (modelID: [UInt8], id: [UInt8], key: CBORMap)? {
    guard hasCredential, rest.count >= 18 else { return nil }
    let start = rest.startIndex
    let length = Int(rest[start + 16]) << 8 | Int(rest[start + 17])
    let after = rest.dropFirst(18)
    guard (1...1023).contains(length), after.count > length, let key = CBORMap(Array(after.dropFirst(length))) else { return nil }
    return (Array(rest.prefix(16)), Array(after.prefix(length)), key)
  }
}
