import COpenSSL
import Testing

@testable import Identity

/// A key that signs like an identity provider's.
struct SAMLTestKey: Sendable {
  let isCurve: Bool
  private let privateKey: [UInt8]
  let certificate: [UInt8]

  init(isCurve: Bool, privateKey: String, certificate: String) {
    self.isCurve = isCurve
    self.privateKey = Base64.decode(privateKey) ?? []
    self.certificate = Base64.decode(certificate) ?? []
  }

  /// As XML Signature has it: RSA with PKCS #1 padding; of a curve, the two numbers one after the other.
  func sign(_ text: String, _ digest: OpaquePointer?) throws -> [UInt8] {
    var key: OpaquePointer? = try privateKey.withUnsafeBufferPointer { buffer in
      var pointer = buffer.baseAddress
      return try #require(d2i_AutoPrivateKey(nil, &pointer, buffer.count))
    }
    defer { EVP_PKEY_free(key) }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    let message = Array(text.utf8)
    var length = 1024
    var signature = [UInt8](repeating: 0, count: length)
    try #require(EVP_DigestSignInit(context, nil, digest, nil, key) == 1)
    try #require(EVP_DigestSign(context, &signature, &length, message, message.count) == 1)
    signature.removeLast(signature.count - length)
    key = key.map { $0 }
    return isCurve ? Self.numbers(signature) : signature
  }

  /// Of `SEQUENCE { INTEGER, INTEGER }` (DER), 32 bytes each.
  private static func numbers(_ signature: [UInt8]) -> [UInt8] {
    let first = signature[4..<4 + Int(signature[3])]
    let second = signature[(first.endIndex + 2)...]
    return [first, second].flatMap { number in
      let digits = number.drop { $0 == 0 }
      return [UInt8](repeating: 0, count: 32 - digits.count) + digits
    }
  }
}

/// Writes what an identity provider would, in exclusive canonical form at once: what is signed is a part of the text.
struct SAMLTestProvider {
  var key = SAMLTestKey.first
  var method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
  var digestMethod = "http://www.w3.org/2001/04/xmlenc#sha256"
  var signatureDigest = EVP_sha256()
  var digest = EVP_sha256()

  static let now = 1_795_000_000
  static let party = SAMLServiceProvider(home: "https://tracker.example")

  static func metadata(_ keys: [SAMLTestKey] = [.first], more: String = "", use: String = "signing") throws -> SAMLMetadata {
    try SAMLMetadata(Array(document(keys, more: more, use: use).utf8))
  }

  static func document(_ keys: [SAMLTestKey] = [.first], more: String = "", use: String = "signing") -> String {
    let keys = keys.map { key in
      """
      <md:KeyDescriptor use="\(use)"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>\(Base64.encode(key.certificate))</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
      """
    }
    return """
      <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example"\(more)><!-- ours -->
      <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">\(keys.joined())
      <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso?a=1&amp;b=2"/>
      </md:IDPSSODescriptor></md:EntityDescriptor>
      """
  }

  func assertion(name: String = "ada@studio.example", from begin: Int = -30, until end: Int = 300, attributes: String = "") -> String {
    let (begin, end) = (SAMLTime.format(Self.now + begin), SAMLTime.format(Self.now + end))
    return """
      <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_one" IssueInstant="\(begin)" Version="2.0">\
      <saml:Issuer>https://idp.example</saml:Issuer><saml:Subject><saml:NameID>\(name)</saml:NameID>\
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData \
      InResponseTo="_asked" NotOnOrAfter="\(end)" Recipient="https://tracker.example/api/auth/saml/sso"></saml:SubjectConfirmationData>\
      </saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="\(begin)" NotOnOrAfter="\(end)"><saml:AudienceRestriction>\
      <saml:Audience>https://tracker.example/api/auth/saml/login</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
      <saml:AuthnStatement AuthnInstant="\(begin)"></saml:AuthnStatement><saml:AttributeStatement>\(attributes)</saml:AttributeStatement></saml:Assertion>
      """
  }

  func response(_ content: String) -> String {
    """
    <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_around" InResponseTo="_asked" \
    IssueInstant="\(SAMLTime.format(Self.now))" Version="2.0"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">\
    https://idp.example</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success">\
    </samlp:StatusCode></samlp:Status>\(content)</samlp:Response>
    """
  }

  /// The element with a signature behind its issuer, where it belongs.
  func signed(_ element: String) throws -> String {
    let id = try #require(element.split(separator: " ID=\"").dropFirst().first?.prefix { $0 != "\"" })
    var sum = [UInt8](repeating: 0, count: 64)
    var length: UInt32 = 64
    let bytes = Array(element.utf8)
    EVP_Digest(bytes, bytes.count, &sum, &length, digest, nil)
    let info = """
      <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>\
      <ds:SignatureMethod Algorithm="\(method)"></ds:SignatureMethod><ds:Reference URI="#\(id)"><ds:Transforms>\
      <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>\
      <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>\
      <ds:DigestMethod Algorithm="\(digestMethod)"></ds:DigestMethod><ds:DigestValue>\(Base64.encode(sum.prefix(Int(length))))</ds:DigestValue>\
      </ds:Reference></ds:SignedInfo>
      """
    let value = try key.sign("<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\(info)", signatureDigest)
    let signature = """
      <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>\(info)<ds:SignatureValue>\(Base64.encode(value))\
      </ds:SignatureValue></ds:Signature>
      """
    let end = try #require(element.firstRange(of: "</saml:Issuer>")).upperBound
    return element[..<end] + signature + element[end...]
  }

  /// What a tracker that knows these keys makes of a document.
  static func read(_ document: String, by keys: [SAMLTestKey] = [.first], at now: Int = now, allowingSHA1: Bool = false) throws
    -> SAMLAssertion
  {
    let party = SAMLServiceProvider(home: "https://tracker.example", allowsSHA1: allowingSHA1)
    return try read(Array(document.utf8), from: try metadata(keys), for: party, at: now)
  }

  static func read(
    _ document: [UInt8], from provider: SAMLMetadata, for party: SAMLServiceProvider = party, at now: Int = now
  ) throws -> SAMLAssertion {
    try SAMLResponse(Base64.encode(document)).assertion(for: party, from: provider, now: now)
  }
}
