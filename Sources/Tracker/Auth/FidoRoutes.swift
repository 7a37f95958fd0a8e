import Engine
import Identity
import MariaDB
import Web

/// Security keys (FIDO2, WebAuthn) as a second factor: registered, asked for when signing in, removed (contract chapter 01, Algorithm 4).
enum FidoRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/auth/fido", for: .anyone, writing: true, "Challenge somebody's security keys", then: challenge)
    routes.put("/auth/fido", for: .person, "Begin to register a security key", then: begin)
    routes.post("/auth/fido", for: .person, "Register the security key", then: register)
    routes.delete("/auth/fido", for: .person, "Remove a security key", then: remove)
  }

  /// What a browser asks a key with to sign in (`PublicKeyCredentialRequestOptionsJSON`).
  private static func challenge(_ call: Call) throws -> Response {
    let parameters = try DeclaredParameters(call.request)
    _ = try parameters.required("email")
    guard let login = try parameters.text("email"), let account = try Account.find(login: login, call.database), account.isActive,
      account.factors.contains(.fido)
    else { throw notEnabled }
    let challenge = try FidoChallenges(call).issue(to: account.id, .assertion)
    return .json([
      "challenge": .text(Base64URL.encode(challenge)), "rpId": .text(party(call).id),
      "allowCredentials": account.securityKeys.descriptors,
    ])
  }

  /// What a browser makes a new key with (`PublicKeyCredentialCreationOptionsJSON`). Only what is accepted is asked for.
  private static func begin(_ call: Call) throws -> Response {
    let account = try Account.caller(call)
    let name = try call.database.texts("SELECT \(PersonShape.fullName) FROM person WHERE id = \(account.id)").first ?? ""
    let challenge = try FidoChallenges(call).issue(to: account.id, .registration)
    return .json([
      "rp": ["name": "Kitsu", "id": .text(party(call).id)],
      "user": [
        "name": .text(account.email ?? ""), "id": .text(Base64URL.encode(Array(account.id.description.utf8))), "displayName": .text(name),
      ],
      "challenge": .text(Base64URL.encode(challenge)),
      "pubKeyCredParams": .array(SecurityKeyAlgorithm.allCases.map { ["type": "public-key", "alg": JSON($0.rawValue)] }),
      "excludeCredentials": account.securityKeys.descriptors,
      "authenticatorSelection": [
        "authenticatorAttachment": "cross-platform", "residentKey": "discouraged", "userVerification": "preferred",
        "requireResidentKey": false,
      ],
    ])
  }

  /// Refusals are answered, not thrown: the challenge is void in either case.
  private static func register(_ call: Call) throws -> Response {
    let (registration, name) = try call.request.validated { fields in
      (fields.object("registration_response"), fields.name("device_name"))
    }
    let account = try Account.caller(call)
    guard let challenge = try FidoChallenges(call).take(from: account.id, .registration) else {
      return refused("There is no registration to complete, or it took too long: begin again.", call)
    }
    var keys = account.securityKeys
    do throws(SecurityKeyRefusal) {
      let key = try SecurityKey(name: name, registration: registration, challenge: challenge, for: party(call))
      if keys.contains(key) { return refused("This security key is registered already.", call) }
      keys.add(key)
    } catch {
      return refused(error.reason, call)
    }
    try keys.store(for: account.id, call.database)
    return try TwoFactorRoutes.enabled(.fido, account, call)
  }

  private static func refused(_ reason: String, _ call: Call) -> Response {
    call.note(.refused, means: SecondFactor.fido.rawValue, reason: reason)
    return Response(.plain(400, reason))
  }

  /// Without a key of that name, nothing changes (oddity 01-9).
  private static func remove(_ call: Call) throws -> Response {
    let (name, removal) = try call.request.validated { fields in (fields.text("device_name", atLeast: 1), TwoFactorRemoval(&fields)) }
    let account = try Account.caller(call)
    guard account.factors.contains(.fido) else { throw notEnabled }
    if let refusal = try removal.refusal(for: account, call) { return .json(.object(refusal), status: 400) }
    // The proof may have been an assertion, which changed what is stored.
    var keys = try Account.caller(call).securityKeys
    let former = keys
    keys.remove(name)
    if keys != former { call.note(.factorDisabled, means: SecondFactor.fido.rawValue) }
    if keys.isEmpty { try TwoFactorSettings(account, call).disable(.fido) } else { try keys.store(for: account.id, call.database) }
    return .json(["success": true])
  }

  private static func party(_ call: Call) -> RelyingParty { RelyingParty(domainName: call.configuration.domainName) }

  private static let notEnabled = Failure.plain(400, "No security key is enabled.")
}
