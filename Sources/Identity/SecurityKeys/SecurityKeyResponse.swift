import Web

/// What a browser passes on of a security key's answer (WebAuthn §5.1.8, `RegistrationResponseJSON`, `AuthenticationResponseJSON`).
struct SecurityKeyResponse {
  let credentialID: [UInt8]
  let clientData: [UInt8]
  private let response: JSON

  /// What a key was asked for, as the browser names it.
  enum Ceremony: String {
    case registration = "webauthn.create"
    case assertion = "webauthn.get"
  }

  init(_ document: JSON.Object) throws(SecurityKeyRefusal) {
    response = document["response"] ?? .null
    guard let id = Self.decode(document["rawId"]), !id.isEmpty else { throw Self.incomplete("rawId") }
    if let other = document["id"], Self.decode(other) != id {
      throw SecurityKeyRefusal("The answer of the security key names two credentials, in id and in rawId.")
    }
    credentialID = id
    clientData = try Self.required("clientDataJSON", response)
  }

  /// A member of `response`, decoded.
  func bytes(_ name: String) throws(SecurityKeyRefusal) -> [UInt8] { try Self.required(name, response) }

  /// Is it the answer to our challenge, asked for on our pages (WebAuthn §7.1 and §7.2, the steps on client data)?
  func check(_ ceremony: Ceremony, challenge: [UInt8], for party: RelyingParty) throws(SecurityKeyRefusal) {
    guard let data = (try? JSON.parse(clientData))?.object else {
      throw SecurityKeyRefusal("The browser's part of the answer (clientDataJSON) cannot be read.")
    }
    guard data["type"]?.text == ceremony.rawValue else {
      throw SecurityKeyRefusal("The security key was asked for something else: \(ceremony.rawValue) is expected.")
    }
    guard let answered = Self.decode(data["challenge"]), SecureCompare.equal(answered, challenge) else {
      throw SecurityKeyRefusal("The security key answers another challenge than the last one: begin again.")
    }
    guard let origin = data["origin"]?.text, party.accepts(origin: origin) else {
      throw SecurityKeyRefusal("The security key was asked on another site than \(party.id).")
    }
  }

  private static func required(_ name: String, _ response: JSON) throws(SecurityKeyRefusal) -> [UInt8] {
    guard let bytes = decode(response[name]) else { throw incomplete(name) }
    return bytes
  }

  private static func incomplete(_ name: String) -> SecurityKeyRefusal {
    SecurityKeyRefusal("The answer of the security key is incomplete: \(name) is missing, or not in base64url.")
  }

  /// Some clients pad.
  private static func decode(_ value: JSON?) -> [UInt8]? {
    value?.text.flatMap { text in Base64URL.decode(text.suffix(2).contains("=") ? String(text.prefix { $0 != "=" }) : text) }
  }
}
