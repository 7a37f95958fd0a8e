import Web

/// The site that security keys sign in to (WebAuthn, "Relying Party").
public struct RelyingParty: Sendable {
  /// The host part of the public address: what keys are registered for.
  public let id: String
  private let acceptsAnyOrigin: Bool

  /// The public address that somebody develops on, whose web app may come from anywhere.
  private static let development = "localhost:8080"

  /// - Parameter domainName: the public address, with or without a port.
  public init(domainName: String) {
    id = domainName.prefix { $0 != ":" }.lowercased()
    acceptsAnyOrigin = domainName == Self.development
  }

  /// May a page of that origin ask a key on our behalf? Ours may, and those of our sub-domains, on any port, when they came encrypted or
  /// from the same machine (contract chapter 01, Algorithm 4).
  func accepts(origin: String) -> Bool {
    if acceptsAnyOrigin { return true }
    let parts = origin.lowercased().split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let address = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = address.first, address.dropFirst().allSatisfy({ UInt16($0) != nil }) else { return false }
    let isLocal = host == "localhost" || host.hasSuffix(".localhost")
    guard parts[0] == "https" || parts[0] == "http" && isLocal else { return false }
    return host == id || host.hasSuffix("." + id)
  }

  func isMeant(by data: AuthenticatorData) -> Bool { data.relyingPartyHash == Digest.sha256(Array(id.utf8)) }
}

/// Why the answer of a security key is refused, in a sentence for whoever holds it.
public struct SecurityKeyRefusal: Error, Sendable, Equatable {
  public let reason: String

  init(_ reason: String) { self.reason = reason }
}
