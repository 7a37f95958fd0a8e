import CXMLSecurity

/// What an identity provider says of itself: where it is asked, and the keys it signs with (SAML metadata §2.4).
public struct SAMLMetadata: Sendable {
  /// The name of the identity provider.
  public let entityID: String
  /// Where browsers are sent to sign in (HTTP redirect binding).
  public let signOnURL: String
  /// X.509, DER. Only the keys in them count, not who issued them or until when.
  public let certificates: [[UInt8]]
  /// Seconds since 1970 from which on the document says nothing any more; nil for no end.
  public let validUntil: Int?

  /// Bytes of the largest document; federations put hundreds of providers into one, which is none of a studio.
  static let limit = 1 << 20

  /// - Throws: when the document is none of exactly one identity provider that speaks SAML 2.0, or has no key that can be used.
  public init(_ document: [UInt8]) throws(SAMLRefusal) {
    let document = try XMLDocument(document, limit: Self.limit)
    let entities = document.elements.filter { $0.isNamed("EntityDescriptor", SAMLName.metadata) }
    let providers = entities.flatMap { entity in
      entity.children("IDPSSODescriptor", SAMLName.metadata).filter(Self.speaksSAML2).map { (entity: entity, role: $0) }
    }
    guard let provider = providers.first, providers.count == 1 else {
      throw SAMLRefusal("the document describes \(providers.count) identity providers of SAML 2.0; one is expected")
    }
    entityID = try provider.entity.required("entityID")
    let services = provider.role.children("SingleSignOnService", SAMLName.metadata)
    guard let url = services.first(where: { $0["Binding"] == SAMLName.redirect })?["Location"] else {
      throw SAMLRefusal("the identity provider has no SingleSignOnService with the binding HTTP-Redirect")
    }
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw SAMLRefusal("the identity provider's SingleSignOnService has no address that a browser can open")
    }
    signOnURL = url
    certificates = try Self.certificates(of: provider.role)
    guard !certificates.isEmpty else { throw SAMLRefusal("the identity provider names no X.509 certificate to sign with that can be used") }
    validUntil = try Self.end([provider.role, provider.entity, document.rootElement])
  }

  private static func speaksSAML2(_ role: XMLElement) -> Bool {
    (role["protocolSupportEnumeration"] ?? "").split(whereSeparator: \.isWhitespace).contains { $0 == SAMLName.protocol }
  }

  private static func certificates(of role: XMLElement) throws(SAMLRefusal) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for descriptor in role.children("KeyDescriptor", SAMLName.metadata) where (descriptor["use"] ?? "signing") == "signing" {
      for data in descriptor.children("KeyInfo", SAMLName.signature).flatMap({ $0.children("X509Data", SAMLName.signature) }) {
        for certificate in data.children("X509Certificate", SAMLName.signature) {
          let bytes = Base64.decode(try certificate.text()) ?? []
          if !found.contains(bytes) && XMLKey(certificate: bytes) != nil { found.append(bytes) }
        }
      }
    }
    return found
  }

  /// The first of the ends that the elements name.
  private static func end(_ elements: [XMLElement]) throws(SAMLRefusal) -> Int? {
    var ends: [Int] = []
    for element in elements {
      if let text = element["validUntil"] { ends.append(try SAMLTime.parse(text)) }
    }
    return ends.min()
  }
}
