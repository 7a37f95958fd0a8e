import Web

/// A security key that somebody registered (FIDO2, WebAuthn Level 2), and its two ceremonies.
///
/// What a key says of its maker (the attestation) is not looked at: a studio takes any key.
public struct SecurityKey: Sendable, Equatable {
  /// As its owner calls it.
  public let name: String
  public let credentialID: [UInt8]
  /// Of the model (AAGUID), 16 bytes.
  let modelID: [UInt8]
  let signature: SecurityKeySignature
  /// Signatures it had made when it was last seen; 0 where it does not count.
  var counter: UInt32

  init(name: String, credentialID: [UInt8], modelID: [UInt8], signature: SecurityKeySignature, counter: UInt32) {
    self.name = name
    self.credentialID = credentialID
    self.modelID = modelID
    self.signature = signature
    self.counter = counter
  }

  /// A new key (WebAuthn §7.1).
  /// - Parameter registration: what the browser sent, `RegistrationResponseJSON`.
  public init(name: String, registration: JSON.Object, challenge: [UInt8], for party: RelyingParty) throws(SecurityKeyRefusal) {
    let response = try SecurityKeyResponse(registration)
    try response.check(.registration, challenge: challenge, for: party)
    guard let attestation = CBORMap(try response.bytes("attestationObject")),
      let data = attestation.bytes("authData").flatMap({ AuthenticatorData($0) })
    else { throw SecurityKeyRefusal("The security key's part of the answer (attestationObject) cannot be read.") }
    try Self.check(data, party)
    guard let credential = data.credential else { throw SecurityKeyRefusal("The security key made no new credential.") }
    guard let signature = SecurityKeySignature(integer: credential.key.integer, bytes: credential.key.bytes) else {
      let algorithms = SecurityKeyAlgorithm.allCases.map { String($0.rawValue) }.joined(separator: ", ")
      throw SecurityKeyRefusal("The security key signs in a way that is not supported; these are (COSE algorithms): \(algorithms).")
    }
    self.init(name: name, credentialID: credential.id, modelID: credential.modelID, signature: signature, counter: data.counter)
  }

  /// The credential that an assertion names; nil when it names none.
  /// - Parameter assertion: what the browser sent, `AuthenticationResponseJSON`.
  public static func credentialID(of assertion: JSON.Object) -> [UInt8]? { (try? SecurityKeyResponse(assertion))?.credentialID }

  /// Is it the credential of that id? The original stores ids as numbers and loses the zeros that they begin with: none count.
  public func isNamed(_ id: [UInt8]) -> Bool { credentialID.drop { $0 == 0 } == id.drop { $0 == 0 } }

  /// Checks that the key answered a challenge (WebAuthn §7.2), and notes its counter.
  public mutating func verify(_ assertion: JSON.Object, challenge: [UInt8], for party: RelyingParty) throws(SecurityKeyRefusal) {
    let response = try SecurityKeyResponse(assertion)
    try response.check(.assertion, challenge: challenge, for: party)
    let bytes = try response.bytes("authenticatorData")
    guard let data = AuthenticatorData(bytes) else { throw SecurityKeyRefusal("The security key's part of the answer is too short.") }
    try Self.check(data, party)
    let signed = try response.bytes("signature")
    guard signature.isGood(signed, authenticatorData: bytes, clientData: response.clientData, relyingParty: party.id) else {
      throw SecurityKeyRefusal("The signature is not that of the registered security key.")
    }
    // Where a key counts, a number seen before is that of a copy (§7.2, step 22).
    guard data.counter > counter || data.counter == 0 && counter == 0 else {
      throw SecurityKeyRefusal("The security key counts backwards: there may be a copy of it.")
    }
    counter = data.counter
  }

  private static func check(_ data: AuthenticatorData, _ party: RelyingParty) throws(SecurityKeyRefusal) {
    guard party.isMeant(by: data) else { throw SecurityKeyRefusal("The security key answers for another site than \(party.id).") }
    guard data.isUserPresent else { throw SecurityKeyRefusal("Nobody touched the security key.") }
  }
}
