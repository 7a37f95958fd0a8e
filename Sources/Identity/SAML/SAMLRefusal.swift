/// Why a SAML document is not accepted. The reason is for the log; whoever sent the document is not told, for it may be an attack.
public struct SAMLRefusal: Error, Sendable, Equatable {
  public let reason: String
  /// Were the keys of the metadata the reason? The identity provider may have new ones.
  public let isUnknownKey: Bool

  init(_ reason: String, isUnknownKey: Bool = false) {
    self.reason = reason
    self.isUnknownKey = isUnknownKey
  }
}
