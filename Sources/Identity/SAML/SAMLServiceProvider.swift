import Web

/// We, as identity providers know us: our names, and what we accept (SAML bindings §3.4 and §3.5, profiles §4.1).
public struct SAMLServiceProvider: Sendable {
  /// What an identity provider calls us.
  public let entityID: String
  /// Where it sends its answers to (assertion consumer service).
  public let consumerURL: String
  /// Our RSA key (PEM), for assertions that are encrypted for us; nil when we have none.
  private let privateKey: [UInt8]?
  /// X.509 (DER), of that key.
  private let certificate: [UInt8]?
  public let allowsSHA1: Bool
  private let home: String

  /// A key and its certificate, both PEM.
  public struct KeyPair: Sendable {
    let privateKey: [UInt8]
    let certificate: [UInt8]

    /// - Throws: when one of them cannot be used.
    public init(privateKey: [UInt8], certificate: [UInt8]) throws(SAMLRefusal) {
      guard XMLKey(privateKey: privateKey) != nil else { throw SAMLRefusal("it is no private key in PEM form without a password") }
      let lines = String(decoding: certificate, as: UTF8.self).split(whereSeparator: \.isNewline).map { $0.trimmingBlanks() }
      let body = lines.drop { $0 != "-----BEGIN CERTIFICATE-----" }.dropFirst().prefix { $0 != "-----END CERTIFICATE-----" }
      guard let bytes = Base64.decode(body.joined()), XMLKey(certificate: bytes) != nil else {
        throw SAMLRefusal("the certificate is none in PEM form")
      }
      self.privateKey = privateKey
      self.certificate = bytes
    }
  }

  /// - Parameter home: protocol and domain of the web app, as `https://tracker.studio.example`.
  public init(home: String, keyPair: KeyPair? = nil, allowsSHA1: Bool = false) {
    self.home = home
    entityID = "\(home)/api/auth/saml/login"
    consumerURL = "\(home)/api/auth/saml/sso"
    privateKey = keyPair?.privateKey
    certificate = keyPair?.certificate
    self.allowsSHA1 = allowsSHA1
  }

  var decryptionKey: XMLKey? { privateKey.flatMap { XMLKey(privateKey: $0) } }

  // MARK: Asking

  /// A question to an identity provider: its id, which the answer names, and the address that a browser is sent to with it.
  public struct Request: Sendable {
    public let id: String
    public let url: String
  }

  /// Asks who is at the browser. - Parameter now: seconds since 1970.
  public func request(to provider: SAMLMetadata, now: Int) -> Request {
    // No more than an id may begin with a digit (XML Schema, NCName).
    let id = "_" + SecureRandom.bytes(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let document = """
      <samlp:AuthnRequest xmlns:samlp="\(SAMLName.protocol)" xmlns:saml="\(SAMLName.assertion)" ID="\(id)" Version="2.0" \
      IssueInstant="\(SAMLTime.format(now))" Destination="\(provider.signOnURL.xmlEscaped)" \
      AssertionConsumerServiceURL="\(consumerURL.xmlEscaped)" ProtocolBinding="\(SAMLName.post)">\
      <saml:Issuer>\(entityID.xmlEscaped)</saml:Issuer>\
      <samlp:NameIDPolicy Format="\(SAMLName.emailAddress)" AllowCreate="true"/></samlp:AuthnRequest>
      """
    let encoded = PercentEncoding.encode(Base64.encode(Self.deflated(Array(document.utf8))))
    let separator = provider.signOnURL.contains("?") ? "&" : "?"
    return Request(id: id, url: "\(provider.signOnURL)\(separator)SAMLRequest=\(encoded)\(relayState)")
  }

  /// Where the browser is led to in the end; for the identity provider to show, and not looked at when it comes back. At most 80 bytes
  /// (SAML bindings §3.4.3).
  private var relayState: String { home.utf8.count <= 80 ? "&RelayState=\(PercentEncoding.encode(home))" : "" }

  /// In the DEFLATE format, as one block that is not compressed (RFC 1951 §3.2.4): a request is short, and a browser's address may be long.
  private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let length = UInt16(truncatingIfNeeded: bytes.count)
    func little(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
    return [1] + little(length) + little(~length) + bytes
  }

  // MARK: Metadata

  /// What an identity provider is configured with (SAML metadata §2.4.4).
  public var metadata: String {
    let key = certificate.map { certificate in
      let methods = EncryptedXML.methods.map { "<md:EncryptionMethod Algorithm=\"\($0)\"/>" }.joined()
      return """
        <md:KeyDescriptor use="encryption"><ds:KeyInfo xmlns:ds="\(SAMLName.signature)"><ds:X509Data><ds:X509Certificate>\
        \(Base64.encode(certificate))</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\(methods)</md:KeyDescriptor>
        """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <md:EntityDescriptor xmlns:md="\(SAMLName.metadata)" entityID="\(entityID.xmlEscaped)">\
      <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="\(SAMLName.protocol)">\
      \(key ?? "")<md:NameIDFormat>\(SAMLName.emailAddress)</md:NameIDFormat>\
      <md:AssertionConsumerService Binding="\(SAMLName.post)" Location="\(consumerURL.xmlEscaped)" index="0" isDefault="true"/>\
      </md:SPSSODescriptor></md:EntityDescriptor>

      """
  }
}
