import Testing

@testable import Identity
@testable import Web

@Suite struct TokenTests {
  private let key = Array("0123456789abcdef0123456789abcdef".utf8)
  private let now = 1_800_000_000

  private func token(expiresAt: Int? = 1_800_000_100) -> Token {
    var token = Token(
      kind: .access, identity: .person, subject: "01234567-89ab-7def-8123-456789abcdef", jti: "jti-1", issuedAt: now, expiresAt: expiresAt)
    token.refreshJTI = "jti-2"
    return token
  }

  /// A token whose head and claims are what the test likes, signed with `key`.
  private func forged(_ head: String, _ claims: String, key: [UInt8]? = nil) -> String {
    let content = Base64URL.encode(Array(head.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
    return content + "." + Base64URL.encode(Digest.hmacSHA256(content.utf8, key: key ?? self.key))
  }

  private func failure(_ text: String, at now: Int? = nil) -> Token.Failure? {
    do throws(Token.Failure) {
      _ = try Token(text, keys: [key], now: now ?? self.now)
      return nil
    } catch {
      return error
    }
  }

  private let head = #"{"alg":"HS256","typ":"JWT"}"#

  @Test func comesBack() throws {
    #expect(try Token(token().signed(with: key), keys: [key], now: now) == token())
    var restricted = token(expiresAt: nil)
    restricted.requiresTwoFactorSetup = true
    restricted.identity = .personAPI
    restricted.generation = 3
    #expect(try Token(restricted.signed(with: key), keys: [key], now: now) == restricted)
  }

  @Test func signingIn() throws {
    #expect(token().signedInAt == now, "it was issued then, and does not say so")
    var renewed = token()
    renewed.sessionStart = now - 600
    #expect(try Token(renewed.signed(with: key), keys: [key], now: now).signedInAt == now - 600)
    renewed.identity = .personAPI
    #expect(renewed.signedInAt == nil, "nobody signs in for a program")
  }

  @Test func claims() throws {
    let parts = token().signed(with: key).split(separator: ".")
    #expect(Base64URL.decode(parts[0]).map { String(decoding: $0, as: UTF8.self) } == head)
    let claims = try #require(Base64URL.decode(parts[1]).flatMap { try? JSON.parse($0) }?.object)
    #expect(claims["sub"] == .text(token().subject))
    #expect(claims["type"] == "access")
    #expect(claims["identity_type"] == "person")
    #expect(claims["refresh_jti"] == "jti-2")
    #expect(claims["exp"] == 1_800_000_100)
    #expect(claims["fresh"] == false)
    #expect(claims["requires_2fa_setup"] == nil, "absent unless it is so")
    #expect(claims["session_generation"] == nil, "absent at the beginning: as tokens of others are")
  }

  /// The tokens of one session know each other.
  @Test func session() {
    #expect(token().session == "jti-2")
    let refresh = Token(kind: .refresh, identity: .person, subject: "a", jti: "jti-2", issuedAt: now, expiresAt: nil)
    #expect(refresh.session == "jti-2")
    let program = Token(kind: .access, identity: .bot, subject: "a", jti: "jti-3", issuedAt: now, expiresAt: nil)
    #expect(program.session == nil)
  }

  /// RFC 7515, appendix A.1: a token of another program, with its key.
  @Test func vectorOfTheStandard() {
    let text = """
      eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl\
      fQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
      """
    let key = Base64URL.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow") ?? []
    do throws(Token.Failure) {
      _ = try Token(text, keys: [key], now: now)
      Issue.record("accepted")
    } catch {
      #expect(error == .unusable("Missing claim: sub"), "the signature is good, but it is no token of ours")
    }
  }

  @Test func expiry() {
    let text = token().signed(with: key)
    #expect(failure(text, at: 1_800_000_099) == nil)
    #expect(failure(text, at: 1_800_000_100) == .expired)
    #expect(failure(token(expiresAt: nil).signed(with: key), at: 9_000_000_000) == nil, "tokens of programs may be good for ever")
  }

  /// By a minute the clocks of two hosts may differ.
  @Test func notYetValid() {
    let text = token().signed(with: key)
    #expect(failure(text, at: now - 60) == nil)
    guard case .unusable? = failure(text, at: now - 61) else {
      Issue.record("accepted before its time")
      return
    }
  }

  @Test func momentsWithFractions() throws {
    let text = forged(head, #"{"sub":"x","type":"access","nbf":1800000000.9,"exp":1800000100.9}"#)
    #expect(try Token(text, keys: [key], now: now).expiresAt == 1_800_000_100)
    #expect(failure(text, at: 1_800_000_100) == .expired)
  }

  /// They must not pass for tokens without an end.
  @Test(arguments: ["exp", "nbf"], [#""1800000100""#, #""soon""#, "null", "true", "[]", "1e300", "1000000000000000000000000000000"])
  func momentsThatAreNone(claim: String, value: String) {
    let text = forged(head, #"{"sub":"x","type":"access","\#(claim)":\#(value)}"#)
    #expect(failure(text) == .unusable("The claim \(claim) is no number of seconds"))
  }

  @Test(arguments: ["none", "None", "HS384", "RS256", "hs256", ""])
  func otherAlgorithms(name: String) {
    let claims = #"{"sub":"x","type":"access","jti":"1"}"#
    #expect(failure(forged(#"{"alg":"\#(name)"}"#, claims)) == .unusable("The specified alg value is not allowed"))
    // Without a signature, as CVE-2015-9235 had it.
    let unsigned = Base64URL.encode(Array(#"{"alg":"\#(name)"}"#.utf8)) + "." + Base64URL.encode(Array(claims.utf8)) + "."
    #expect(failure(unsigned) == .unusable("The specified alg value is not allowed"))
  }

  @Test func wrongKey() {
    let text = token().signed(with: Array("another key, another key, another".utf8))
    #expect(failure(text) == .unusable("Signature verification failed"))
    #expect(failure(token().signed(with: [])) == .unusable("Signature verification failed"))
  }

  @Test func formerKeyStillVerifies() throws {
    let former = Array("former former former former former".utf8)
    #expect(try Token(token().signed(with: former), keys: [key, former], now: now) == token())
    #expect(throws: Token.Failure.unusable("Signature verification failed")) {
      try Token(token().signed(with: former), keys: [key], now: now)
    }
  }

  @Test func everyChangedCharacterIsNoticed() {
    let text = Array(token().signed(with: key))
    for index in text.indices where text[index] != "." {
      // The last character of a part also carries bits that belong to no byte; they must not make a second spelling that counts as good
      // with another content, so the content is compared, not the text.
      var changed = text
      changed[index] = text[index] == "A" ? "B" : "A"
      let read = try? Token(String(changed), keys: [key], now: now)
      #expect(read == nil || read == token(), "character \(index)")
    }
  }

  @Test(arguments: ["", "a", "a.b", "a.b.c.d", "..", "a.b.", "é.é.é", "eyJhbGciOiJIUzI1NiJ9..", "eyJhbGciOiJIUzI1NiJ9.e30.%%%"])
  func notTokens(text: String) {
    guard case .unusable? = failure(text) else {
      Issue.record("accepted, or said to have expired")
      return
    }
  }

  @Test(arguments: [
    #"{"type":"access"}"#, #"{"sub":5,"type":"access"}"#, #"{"sub":"x"}"#, #"{"sub":"x","type":"other"}"#, "[]", #""text""#, "{",
  ])
  func missingClaims(claims: String) {
    guard case .unusable? = failure(forged(head, claims)) else {
      Issue.record("accepted: \(claims)")
      return
    }
  }

  @Test func unknownIdentityIsNone() throws {
    let text = forged(head, #"{"sub":"x","type":"access","identity_type":"god","jti":"1"}"#)
    #expect(try Token(text, keys: [key], now: now).identity == nil)
  }
}
