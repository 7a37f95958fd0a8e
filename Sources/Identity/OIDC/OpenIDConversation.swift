import Glibc
import Transfer
import Web

/// What is said to an identity provider within one request. All of it together takes no longer than a person waits.
public final class OpenIDConversation {
  private let certificateAuthority: String?
  private let end: Int

  /// Seconds for everything, and for one answer.
  private static let patience = (all: 9, one: 5)

  /// - Parameter certificateAuthority: PEM file of the authorities that the provider must be certified by; nil for the system's.
  public init(certificateAuthority: String?) {
    self.certificateAuthority = certificateAuthority
    end = Self.now + Self.patience.all
  }

  /// A document that the provider publishes.
  public func document(_ url: String) throws(OpenIDFailure) -> [UInt8] {
    let client = try client(redirections: 3)
    return try answer("a document") { () throws(TransferError) in try client.get(url, headers: ["Accept: application/json"]) }
  }

  /// Exchanges the code that the browser brought for the tokens (OpenID Connect Core §3.1.3).
  public func exchange(
    _ code: String, _ provider: OpenIDProvider, _ client: OpenIDClient, verifier: String
  ) throws(OpenIDFailure) -> (idToken: String, accessToken: String?) {
    let (form, credentials) = provider.exchange(code, client, verifier: verifier)
    let transport = try self.client(redirections: 0)
    let headers = ["Accept: application/json"]
    let body = try answer("the exchange of the code") { () throws(TransferError) in
      try transport.post(provider.tokenEndpoint, form: form, headers: headers, credentials: credentials)
    }
    guard let tokens = try? JSON.parse(body), let idToken = tokens["id_token"].text else { throw .garbage("the exchange of the code") }
    return (idToken, tokens["access_token"].text)
  }

  /// What else the provider knows of that subject (OpenID Connect Core §5.3); nil when it does not tell.
  public func userInfo(_ provider: OpenIDProvider, accessToken: String?, subject: String) -> JSON.Object? {
    // A token with a line break in it would be another header.
    guard let url = provider.userInfoEndpoint, let accessToken, accessToken.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let client = try? client(redirections: 0),
      let answer = try? client.get(url, headers: ["Accept: application/json", "Authorization: Bearer \(accessToken)"]),
      answer.status == 200, let claims = try? JSON.parse(answer.body).object, claims["sub"]?.text == subject
    else { return nil }
    return claims
  }

  private func client(redirections: Int) throws(OpenIDFailure) -> HTTPClient {
    let left = end - Self.now
    guard left > 0 else { throw .unreachable("it takes too long") }
    var client = HTTPClient(certificateAuthority: certificateAuthority)
    client.timeout = min(left, Self.patience.one)
    client.limit = 1 << 20
    client.redirections = redirections
    return client
  }

  private func answer(
    _ what: String, _ ask: () throws(TransferError) -> HTTPClient.Answer
  ) throws(OpenIDFailure) -> [UInt8] {
    let answer: HTTPClient.Answer
    do { answer = try ask() } catch { throw .unreachable(error.description) }
    if (200...299).contains(answer.status) { return answer.body }
    // RFC 6749 §5.2.
    if (400...499).contains(answer.status), let error = try? JSON.parse(answer.body), !error["error"].isNull {
      throw OpenIDFailure.refused(code: error["error"].text)
    }
    throw .unreachable("status \(answer.status) for \(what)")
  }

  private static var now: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec
  }
}

extension JSONWebKeySet {
  /// The keys in a document as it was sent.
  public init(document: [UInt8]) throws(OpenIDFailure) {
    guard let json = try? JSON.parse(document) else { throw .garbage("the set of keys") }
    try self.init(json)
  }
}

extension OpenIDProvider {
  /// The description in a document as it was sent.
  public init(document: [UInt8], from url: String) throws(OpenIDFailure) {
    guard let json = try? JSON.parse(document) else { throw .garbage("its discovery document") }
    try self.init(json, from: url)
  }
}
