import COpenSSL
import Testing
import Web

@testable import Identity

@Suite("ID tokens of identity providers") struct IDTokenTests {
  private static let now = 1_800_000_000
  private static let accessToken = "access"

  private let expected = IDToken.Expectation(
    issuer: "https://id.example", clientID: "tracker", nonce: "n-1", accessToken: accessToken, now: now)

  private let claims: JSON.Object = [
    "iss": "https://id.example", "sub": "s", "aud": "tracker", "exp": JSON(now + 60), "iat": JSON(now), "nonce": "n-1",
  ]

  private func read(_ text: String, _ keys: [TestKey]) throws(OpenIDFailure) -> IDToken {
    try IDToken(text, keys: try JSONWebKeySet(["keys": .array(keys.map(\.json))]), expected)
  }

  private func problem(_ text: String, _ keys: [TestKey]) -> OpenIDFailure? {
    do throws(OpenIDFailure) {
      _ = try read(text, keys)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Signatures

  @Test(arguments: SignatureAlgorithm.allCases)
  func everyAlgorithm(algorithm: SignatureAlgorithm) throws {
    let key = TestKey.of(algorithm)
    let token = key.token(claims, algorithm)
    #expect(try read(token, [key]).subject == "s")
    // One bit of the signature, of the claims, of the header.
    for part in 0..<3 {
      var parts = token.split(separator: ".").map(String.init)
      var bytes = try #require(Base64URL.decode(parts[part]))
      bytes[bytes.count - 3] ^= 1
      parts[part] = Base64URL.encode(bytes)
      #expect(problem(parts.joined(separator: "."), [key]) != nil)
    }
    #expect(problem(token, [TestKey.another(algorithm)]) != nil, "the key of a stranger, by the same name")
  }

  /// No algorithm verifies with a key that was made for another kind.
  @Test(arguments: SignatureAlgorithm.allCases)
  func theKindOfKeyDecides(algorithm: SignatureAlgorithm) {
    for other in SignatureAlgorithm.allCases where other.keyKind != algorithm.keyKind {
      let token = TestKey.of(algorithm).token(claims, algorithm, header: ["alg": .text(other.rawValue)])
      #expect(problem(token, [TestKey.of(algorithm)]) == .unknownKey, "\(other)")
    }
  }

  @Test(arguments: ["none", "None", "HS256", "HS384", "HS512", "RSA1_5", "ES256K", "", "rs256"])
  func algorithmsThatAreNotAccepted(name: String) {
    let token = TestKey.of(.rs256).token(claims, .rs256, header: ["alg": .text(name)])
    #expect(problem(token, [TestKey.of(.rs256)]) == .token("it is not signed, or by an algorithm that is not accepted"))
  }

  @Test func anHMACWithThePublicKey() {
    let key = TestKey.of(.rs256)
    for secret in [key.publicBytes, key.json["n"].text.flatMap { Base64URL.decode($0) } ?? []] {
      let content = TestKey.content(["alg": "HS256", "kid": "k"], claims)
      let token = content + "." + Base64URL.encode(Digest.hmacSHA256(content.utf8, key: secret))
      #expect(problem(token, [key]) != nil)
    }
  }

  @Test func keysByTheirNames() throws {
    let (first, second) = (TestKey.of(.es256), TestKey.another(.es256))
    let named = first.token(claims, .es256, header: ["kid": "other"])
    #expect(problem(named, [first]) == .unknownKey, "it may have been published since")
    let unnamed = first.token(claims, .es256, header: ["kid": nil])
    #expect(problem(unnamed, [second, first]) == nil)
    #expect(problem(unnamed, [second]) == .unknownKey)
    #expect(problem(unnamed, []) == .unknownKey)
  }

  @Test func keysThatAreNotForThis() {
    let key = TestKey.of(.rs256)
    let token = key.token(claims, .rs256)
    #expect(problem(token, [key.with(["use": "enc"])]) == .unknownKey)
    #expect(problem(token, [key.with(["key_ops": ["encrypt"]])]) == .unknownKey)
    #expect(problem(token, [key.with(["alg": "PS256"])]) == .token("its signature is wrong"))
    #expect(problem(token, [key.with(["alg": "RS256", "use": "sig", "key_ops": ["verify"]])]) == nil)
    #expect(problem(token, [TestKey.weak]) == .unknownKey, "1024 bits")
    #expect(problem(TestKey.weak.token(claims, .rs256), [TestKey.weak]) == .unknownKey)
  }

  @Test func keysThatAreNone() {
    let point = TestKey.of(.es256).json
    var moved = point.object ?? [:]
    moved["y"] = moved["x"]
    #expect(JSONWebKey(.object(moved)) == nil, "it is not on the curve")
    #expect(JSONWebKey(point) != nil)
    for json: JSON in [
      [:], nil, 5, ["kty": "oct", "k": "AAAA"], ["kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"],
      ["kty": "RSA", "n": "AQAB", "e": "AQAB"],
      ["kty": "OKP", "crv": "Ed25519", "x": "!"], ["kty": "EC", "crv": "secp256k1"],
    ] {
      #expect(JSONWebKey(json) == nil)
    }
  }

  @Test func anExtensionThatIsNotUnderstood() {
    let token = TestKey.of(.rs256).token(claims, .rs256, header: ["crit": ["b64"]])
    #expect(problem(token, [TestKey.of(.rs256)]) == .token("it asks for an extension"))
  }

  @Test(arguments: ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "e30.e30.", "e30.e30.AA", "é.é.é", "ey.ey.ey"])
  func textThatIsNoToken(text: String) {
    #expect(problem(text, [TestKey.of(.rs256)]) != nil)
  }

  // MARK: Claims

  private func problem(_ change: (inout JSON.Object) -> Void) -> OpenIDFailure? {
    var claims = claims
    change(&claims)
    return problem(TestKey.of(.es256).token(claims, .es256), [TestKey.of(.es256)])
  }

  @Test func issuerAndAudience() {
    #expect(problem { $0["iss"] = "https://id.example/" } == .token("another issuer made it"))
    #expect(problem { $0["iss"] = nil } == .token("another issuer made it"))
    #expect(problem { $0["aud"] = "other" } == .token("it is for another application"))
    #expect(problem { $0["aud"] = [] } == .token("it is for another application"))
    #expect(problem { $0["aud"] = nil } == .token("it is for another application"))
    #expect(problem { $0["aud"] = ["tracker"] } == nil)
    #expect(problem { $0["aud"] = ["tracker", "other"] } == .token("it was asked for by another application"))
    #expect(problem { ($0["aud"], $0["azp"]) = (["tracker", "other"], "tracker") } == nil)
    #expect(problem { $0["azp"] = "other" } == .token("it was asked for by another application"))
    #expect(problem { $0["azp"] = "tracker" } == nil)
  }

  @Test func times() {
    let now = Self.now
    #expect(problem { $0["exp"] = JSON(now - 119) } == nil)
    #expect(problem { $0["exp"] = JSON(now - 120) } == .token("it has expired"))
    #expect(problem { $0["iat"] = JSON(now + 119) } == nil)
    #expect(problem { $0["iat"] = JSON(now + 120) } == .token("it is from the future"))
    #expect(problem { $0["nbf"] = JSON(now + 120) } == .token("it is from the future"))
    #expect(problem { $0["nbf"] = JSON(now) } == nil)
    #expect(problem { $0["exp"] = .number(Double(now) + 0.5) } == nil)
    for name in ["exp", "iat"] {
      for value: JSON? in [nil, JSON.null, "1", .number(.infinity), true] {
        #expect(problem { $0[name] = value } == .token("it does not say when it is valid"), "\(name)")
      }
    }
  }

  @Test func nonceAndSubject() {
    for value: JSON? in [nil, "", "n-2", 1] { #expect(problem { $0["nonce"] = value } == .token("it was made for another sign-in")) }
    for value: JSON? in [nil, "", 1] { #expect(problem { $0["sub"] = value } == .token("it is about nobody")) }
  }

  /// The example of OpenID Connect Core, appendix A.4, and each hash by its length.
  @Test func accessTokens() {
    #expect(Base64URL.encode(SignatureAlgorithm.rs256.halfHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")) == "77QmUPtjPfzWtF2AnpK9RQ")
    #expect(SignatureAlgorithm.es384.halfHash("x").count == 24 && SignatureAlgorithm.edDSA.halfHash("x").count == 32)
    #expect(problem { $0["at_hash"] = .text(Base64URL.encode(SignatureAlgorithm.es256.halfHash(Self.accessToken))) } == nil)
    for value: JSON in ["", "AAAA", 5, .text(Base64URL.encode(SignatureAlgorithm.es256.halfHash("other")))] {
      #expect(problem { $0["at_hash"] = value } == .token("it belongs to another access token"))
    }
  }

  // MARK: What is asked

  @Test func theProofKey() {
    // RFC 7636, appendix B.
    let secrets = OpenIDSignIn(state: "s", nonce: "n", verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    #expect(secrets.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    #expect(OpenIDSignIn().state != OpenIDSignIn().state && OpenIDSignIn().verifier.utf8.count == 43)
  }

  private let document: JSON = [
    "issuer": "https://id.example", "authorization_endpoint": "https://id.example/authorize?tenant=1",
    "token_endpoint": "https://id.example/token",
    "jwks_uri": "https://id.example/keys",
  ]

  @Test func addresses() throws {
    let client = OpenIDClient(
      id: "a b", secret: "s:/&", scopes: "openid email", redirectURL: "https://tracker.example/api/auth/oidc/callback")
    let provider = try OpenIDProvider(document, from: "https://id.example/.well-known/openid-configuration")
    let url = provider.authorizationURL(client, OpenIDSignIn(state: "s", nonce: "n", verifier: "v"))
    #expect(
      url.hasPrefix("https://id.example/authorize?tenant=1&response_type=code&client_id=a%20b&redirect_uri=https%3A%2F%2Ftracker.example"))
    #expect(url.contains("&scope=openid%20email&state=s&nonce=n&code_challenge="))
    let basic = provider.exchange("code", client, verifier: "v")
    #expect(
      basic.credentials?.user == "a%20b" && basic.credentials?.password == "s%3A%2F%26"
        && !basic.form.contains { $0.name == "client_secret" })
    var object = document.object ?? [:]
    object["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    let form = try OpenIDProvider(.object(object), from: "https://id.example/").exchange("code", client, verifier: "v")
    #expect(form.credentials == nil && form.form.contains { $0.name == "client_secret" && $0.value == "s:/&" })
    let open = provider.exchange("code", OpenIDClient(id: "a", secret: "", scopes: "openid", redirectURL: ""), verifier: "v")
    #expect(open.credentials == nil && open.form.contains { $0.name == "client_id" } && !open.form.contains { $0.name == "client_secret" })
  }

  @Test(arguments: ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
  func documentsThatLackSomething(name: String) {
    for value: JSON? in [nil, "", 5, "http://id.example/in-clear", "file:///etc/passwd"]
    where name != "issuer" || value?.text?.isEmpty ?? true {
      var object = document.object ?? [:]
      object[name] = value
      #expect(throws: OpenIDFailure.self) { try OpenIDProvider(.object(object), from: "https://id.example/") }
    }
  }

  @Test func codesOfErrors() {
    #expect(OpenIDFailure.refused(code: "access_denied") == .refused("access_denied"))
    for code in [nil, "", "<script>", "a b", String(repeating: "a", count: 100)] {
      #expect(OpenIDFailure.refused(code: code) == .refused("for a reason that it does not name"))
    }
  }
}
