import Glibc
import Web

/// A JSON Web Token signed with HMAC-SHA-256 (RFC 7519, RFC 7515, RFC 7518 §3.2), with the claims of contract chapter 01, section 7.
public struct Token: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case access
    case refresh
  }

  /// Who a token speaks for.
  public enum Identity: String, Sendable {
    /// Somebody who signed in.
    case person
    /// A program with an account of its own.
    case bot
    /// A program that acts for somebody.
    case personAPI = "person_api"
  }

  public var kind: Kind
  public var identity: Identity?
  /// Id of the person.
  public var subject: String
  /// Id of the token itself, by which it is revoked.
  public var jti: String?
  /// Seconds since 1970.
  public var issuedAt: Int
  public var expiresAt: Int?
  /// Id of the refresh token that was issued with an access token.
  public var refreshJTI: String?
  /// The person must set up a second factor before anything else.
  public var requiresTwoFactorSetup = false
  /// The session needs no second factor of ours, though one is enforced: the identity provider asks for its own.
  public var isExemptFromTwoFactor = false
  /// How often the person's sessions had been ended when this one began. Tokens of a server that does not count are of the beginning.
  public var generation = 0
  /// When the person signed in to begin the session, in seconds since 1970 (`auth_time` of OpenID Connect Core §2), unless the token was
  /// issued then.
  public var sessionStart: Int?

  public init(kind: Kind, identity: Identity, subject: String, jti: String, issuedAt: Int, expiresAt: Int?) {
    self.kind = kind
    self.identity = identity
    self.subject = subject
    self.jti = jti
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
  }

  /// When the person signed in, in seconds since 1970; nil for programs, which never do.
  public var signedInAt: Int? { identity == .person ? sessionStart ?? issuedAt : nil }

  /// What the tokens of a session have in common: the id of its refresh token.
  public var session: String? { kind == .refresh ? jti : refreshJTI }

  /// Seconds that an access token of a session is good for: 7 days.
  public static let accessLifetime = 7 * 86_400
  /// Seconds that a refresh token is good for: 15 days.
  public static let refreshLifetime = 15 * 86_400

  private static let header = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

  /// The token as text.
  public func signed(with key: [UInt8]) -> String {
    var claims: JSON.Object = [
      "fresh": false, "iat": JSON(issuedAt), "jti": JSON(jti), "type": .text(kind.rawValue), "sub": .text(subject),
    ]
    claims["nbf"] = JSON(issuedAt)
    if let expiresAt { claims["exp"] = JSON(expiresAt) }
    if let identity { claims["identity_type"] = .text(identity.rawValue) }
    if let refreshJTI { claims["refresh_jti"] = .text(refreshJTI) }
    if requiresTwoFactorSetup { claims["requires_2fa_setup"] = true }
    if isExemptFromTwoFactor { claims["skips_2fa"] = true }
    if generation != 0 { claims["session_generation"] = JSON(generation) }
    if let sessionStart, sessionStart != issuedAt { claims["auth_time"] = JSON(sessionStart) }
    let content = Self.header + "." + Base64URL.encode(Array(JSON.object(claims).description.utf8))
    return content + "." + Base64URL.encode(Digest.hmacSHA256(content.utf8, key: key))
  }

  public enum Failure: Error, Equatable {
    /// Not a token, not signed by us, or without what it must claim; with the reason.
    case unusable(String)
    case expired
  }

  /// Reads and verifies a token's text.
  /// - Parameter keys: the key that signs, and former ones that still verify.
  public init(_ text: String, keys: [[UInt8]], now: Int) throws(Failure) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 3 else { throw .unusable("Not enough segments") }
    guard let head = Base64URL.decode(parts[0]).flatMap({ try? JSON.parse($0) })?.object else { throw .unusable("Invalid header") }
    // Never chosen by the sender: another algorithm, "none" above all, is refused (RFC 8725 §3.1).
    guard head["alg"] == "HS256" else { throw .unusable("The specified alg value is not allowed") }
    guard let signature = Base64URL.decode(parts[2]) else { throw .unusable("Invalid signature encoding") }
    let content = text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count)
    guard keys.contains(where: { SecureCompare.equal(Digest.hmacSHA256(content, key: $0), signature) }) else {
      throw .unusable("Signature verification failed")
    }
    guard let claims = Base64URL.decode(parts[1]).flatMap({ try? JSON.parse($0) })?.object else { throw .unusable("Invalid payload") }
    guard let subject = claims["sub"]?.text else { throw .unusable("Missing claim: sub") }
    if let start = try Self.moment("nbf", claims), start > now + Self.skew { throw .unusable("The token is not yet valid (nbf)") }
    guard let kind = claims["type"]?.text.flatMap(Kind.init(rawValue:)) else { throw .unusable("Missing claim: type") }
    expiresAt = try Self.moment("exp", claims)
    if let expiresAt, expiresAt <= now { throw .expired }
    self.kind = kind
    self.subject = subject
    identity = claims["identity_type"]?.text.flatMap(Identity.init(rawValue:))
    jti = claims["jti"]?.text
    issuedAt = claims["iat"]?.integer.map { Int($0) } ?? 0
    refreshJTI = claims["refresh_jti"]?.text
    requiresTwoFactorSetup = claims["requires_2fa_setup"]?.isTruthy ?? false
    isExemptFromTwoFactor = claims["skips_2fa"]?.isTruthy ?? false
    generation = claims["session_generation"]?.integer.map { Int($0) } ?? 0
    sessionStart = claims["auth_time"]?.integer.map { Int($0) }
  }

  /// Seconds by which the clocks of two hosts may differ: what one has signed is good on the other at once (RFC 7519 §4.1.5).
  private static let skew = 60

  /// Seconds since 1970 that a claim names (NumericDate, RFC 7519 §2); nil when it is absent. What is no number must not pass for that: the
  /// token would be good for ever.
  private static func moment(_ name: String, _ claims: JSON.Object) throws(Failure) -> Int? {
    switch claims[name] {
    case nil: return nil
    case .integer(let seconds)?: return Int(seconds)
    case .number(let seconds)?: if let whole = Int(exactly: seconds.rounded(.down)) { return whole }
    default: break
    }
    throw .unusable("The claim \(name) is no number of seconds")
  }

  /// Seconds since 1970, now.
  public static var now: Int { Glibc.time(nil) }
}
