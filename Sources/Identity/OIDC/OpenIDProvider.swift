import Web

/// An identity provider as it describes itself (OpenID Connect Discovery §3).
public struct OpenIDProvider: Sendable, Equatable {
  public let issuer: String
  public let authorizationEndpoint: String
  let tokenEndpoint: String
  let userInfoEndpoint: String?
  public let keysURL: String
  /// Takes it the client's secret in a header (RFC 6749 §2.3.1)? Else in the form.
  let takesBasicAuthentication: Bool

  /// - Parameter url: where the document came from. Whoever set it trusts what is there, so the issuer may have another address, as with
  ///   some providers; but what is asked over TLS does not lead to something without.
  public init(_ document: JSON, from url: String) throws(OpenIDFailure) {
    func endpoint(_ name: String) -> String? {
      guard let address = document[name].text, address.unicodeScalars.count <= 500, !address.utf8.contains(0) else { return nil }
      return address.hasPrefix("https://") || address.hasPrefix("http://") && url.hasPrefix("http://") ? address : nil
    }
    guard let issuer = document["issuer"].text, !issuer.isEmpty, let authorization = endpoint("authorization_endpoint"),
      let token = endpoint("token_endpoint"), let keys = endpoint("jwks_uri")
    else { throw .garbage("its discovery document") }
    self.issuer = issuer
    authorizationEndpoint = authorization
    tokenEndpoint = token
    keysURL = keys
    userInfoEndpoint = endpoint("userinfo_endpoint")
    let methods = document["token_endpoint_auth_methods_supported"].array?.compactMap(\.text)
    takesBasicAuthentication = methods?.contains("client_secret_basic") ?? true
  }

  /// Where the browser goes to sign in: the authorization code flow (OpenID Connect Core §3.1.2.1) with a proof key (RFC 7636 §4.3).
  public func authorizationURL(_ client: OpenIDClient, _ secrets: OpenIDSignIn) -> String {
    let parameters = [
      ("response_type", "code"), ("client_id", client.id), ("redirect_uri", client.redirectURL), ("scope", client.scopes),
      ("state", secrets.state), ("nonce", secrets.nonce), ("code_challenge", secrets.challenge), ("code_challenge_method", "S256"),
    ]
    let query = parameters.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    return authorizationEndpoint + (authorizationEndpoint.contains("?") ? "&" : "?") + query
  }

  /// The form with which a code is exchanged, and what goes into the header.
  func exchange(
    _ code: String, _ client: OpenIDClient, verifier: String
  ) -> (form: [(name: String, value: String)], credentials: (user: String, password: String)?) {
    var form = [
      (name: "grant_type", value: "authorization_code"), (name: "code", value: code), (name: "redirect_uri", value: client.redirectURL),
      (name: "code_verifier", value: verifier),
    ]
    if !client.secret.isEmpty && takesBasicAuthentication {
      return (form, (PercentEncoding.encode(client.id), PercentEncoding.encode(client.secret)))
    }
    form.append((name: "client_id", value: client.id))
    if !client.secret.isEmpty { form.append((name: "client_secret", value: client.secret)) }
    return (form, nil)
  }
}

/// What an identity provider knows us by.
public struct OpenIDClient: Sendable {
  public var id: String
  /// Empty for a public client: the proof key alone stands for us then.
  public var secret: String
  public var scopes: String
  /// Where the browser comes back to.
  public var redirectURL: String

  public init(id: String, secret: String, scopes: String, redirectURL: String) {
    self.id = id
    self.secret = secret
    self.scopes = scopes
    self.redirectURL = redirectURL
  }
}

/// What belongs to one sign-in and nobody else must know: 256 random bits each.
public struct OpenIDSignIn: Sendable {
  /// Comes back with the browser (RFC 6749 §10.12).
  public let state: String
  /// Comes back in the ID token.
  public let nonce: String
  /// Shown when the code is exchanged; the browser only carried its hash (RFC 7636).
  public let verifier: String

  public init() { self.init(state: Self.secret(), nonce: Self.secret(), verifier: Self.secret()) }

  public init(state: String, nonce: String, verifier: String) {
    self.state = state
    self.nonce = nonce
    self.verifier = verifier
  }

  var challenge: String { Base64URL.encode(Digest.sha256(Array(verifier.utf8))) }

  private static func secret() -> String { Base64URL.encode(SecureRandom.bytes(32)) }
}
