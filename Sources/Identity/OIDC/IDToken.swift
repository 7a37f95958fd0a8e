import Web

/// What an identity provider says of somebody who signed in there just now (OpenID Connect Core §2), verified (§3.1.3.7).
public struct IDToken: Sendable {
  public let claims: JSON.Object
  /// Who it is at the provider.
  public let subject: String

  /// What the token must agree with.
  public struct Expectation: Sendable {
    public var issuer: String
    public var clientID: String
    public var nonce: String
    /// The access token that came with it.
    public var accessToken: String?
    /// Seconds since 1970.
    public var now: Int

    public init(issuer: String, clientID: String, nonce: String, accessToken: String?, now: Int) {
      self.issuer = issuer
      self.clientID = clientID
      self.nonce = nonce
      self.accessToken = accessToken
      self.now = now
    }
  }

  /// Seconds that the provider's clock may differ from ours.
  static let skew = 120

  /// - Throws: `OpenIDFailure`; `unknownKey` when other keys of the provider might verify it.
  public init(_ text: String, keys: JSONWebKeySet, _ expected: Expectation) throws(OpenIDFailure) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 3 else { throw .token("it is not a signed token") }
    guard let header = Self.object(parts[0]) else { throw .token("its header cannot be read") }
    // The sender names the algorithm, but only one for the kind of key that it published (RFC 8725 §3.1).
    guard let algorithm = header["alg"]?.text.flatMap({ SignatureAlgorithm(rawValue: $0) }) else {
      throw .token("it is not signed, or by an algorithm that is not accepted")
    }
    guard header["crit"] == nil else { throw .token("it asks for an extension") }
    guard let signature = Base64URL.decode(parts[2]), !signature.isEmpty else { throw .token("it is not signed") }
    let id = header["kid"]?.text
    let candidates = keys.candidates(id: id, algorithm)
    guard !candidates.isEmpty else { throw .unknownKey }
    let content = Array(text.utf8.prefix(parts[0].utf8.count + 1 + parts[1].utf8.count))
    guard candidates.contains(where: { $0.isGood(signature, of: content, algorithm) }) else {
      // Without an id there is no telling whether the key is missing or the signature wrong.
      if id == nil { throw .unknownKey }
      throw .token("its signature is wrong")
    }
    guard let claims = Self.object(parts[1]) else { throw .token("its claims cannot be read") }
    guard let subject = claims["sub"]?.text, !subject.isEmpty else { throw .token("it is about nobody") }
    self.claims = claims
    self.subject = subject
    try Self.check(claims, expected)
    try Self.check(accessToken: expected.accessToken, against: claims["at_hash"], algorithm)
  }

  private static func check(_ claims: JSON.Object, _ expected: Expectation) throws(OpenIDFailure) {
    guard claims["iss"]?.text == expected.issuer else { throw .token("another issuer made it") }
    let audience = claims["aud"]?.text.map { [$0] } ?? claims["aud"]?.array?.compactMap(\.text) ?? []
    guard audience.contains(expected.clientID) else { throw .token("it is for another application") }
    let party = claims["azp"]
    guard party == nil ? audience.count == 1 : party?.text == expected.clientID else {
      throw .token("it was asked for by another application")
    }
    guard let end = moment(claims["exp"]), let start = moment(claims["iat"]) else { throw .token("it does not say when it is valid") }
    guard end > expected.now - skew else { throw .token("it has expired") }
    guard start < expected.now + skew, moment(claims["nbf"]) ?? 0 < expected.now + skew else { throw .token("it is from the future") }
    guard let nonce = claims["nonce"]?.text, SecureCompare.equal(Array(nonce.utf8), Array(expected.nonce.utf8)) else {
      throw .token("it was made for another sign-in")
    }
  }

  /// The access token of another sign-in must not be put in the place of ours.
  private static func check(accessToken: String?, against hash: JSON?, _ algorithm: SignatureAlgorithm) throws(OpenIDFailure) {
    guard let hash, let accessToken else { return }
    guard let hash = hash.text.flatMap({ Base64URL.decode($0) }), SecureCompare.equal(hash, algorithm.halfHash(accessToken)) else {
      throw .token("it belongs to another access token")
    }
  }

  /// Seconds since 1970, also written with a fraction (RFC 7519 §2).
  private static func moment(_ claim: JSON?) -> Int? {
    switch claim {
    case .integer(let seconds): Int(seconds)
    case .number(let seconds) where abs(seconds) < 1e15: Int(seconds)
    default: nil
    }
  }

  private static func object(_ part: Substring) -> JSON.Object? {
    Base64URL.decode(part).flatMap { try? JSON.parse($0) }?.object
  }
}
