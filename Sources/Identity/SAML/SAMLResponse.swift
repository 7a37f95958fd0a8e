import Web

/// An answer of an identity provider, still unproven (SAML profiles §4.1.4). What it says can only be had by checking it.
public struct SAMLResponse {
  private let document: XMLDocument
  private var root: XMLElement { document.rootElement }

  /// Bytes of the largest answer. With many groups of a large directory one has 50,000.
  static let limit = 128 << 10

  /// Namespaces that are declared around one element. Canonicalization looks through them at every element.
  private static let maxDeclarations = 100

  /// - Parameter encoded: as it arrives in the form field `SAMLResponse`, in base64.
  public init(_ encoded: String) throws(SAMLRefusal) {
    guard encoded.utf8.count <= Self.limit * 3 / 2 else { throw SAMLRefusal("the response is larger than \(Self.limit) bytes") }
    guard let bytes = Base64.decode(encoded) else { throw SAMLRefusal("the response is not in base64") }
    document = try XMLDocument(bytes, limit: Self.limit)
  }

  /// What the identity provider says about somebody, if all of it is well.
  /// - Parameters:
  ///   - provider: whose keys count.
  ///   - now: seconds since 1970.
  public func assertion(for party: SAMLServiceProvider, from provider: SAMLMetadata, now: Int) throws(SAMLRefusal) -> SAMLAssertion {
    guard root.isNamed("Response", SAMLName.protocol) else { throw SAMLRefusal("the document is a \(root.name), not a Response") }
    try checkStatus()
    try Self.checkStructure(document)
    let carriers = root.children("Assertion", SAMLName.assertion) + root.children("EncryptedAssertion", SAMLName.assertion)
    let all = document.elements.filter { Self.isAssertion($0) || $0.isNamed("Response", SAMLName.protocol) }
    guard let carrier = carriers.first, carriers.count == 1, all.count == 2 else {
      throw SAMLRefusal("the response has not exactly one assertion, or one in an unexpected place")
    }
    // Both signatures are checked in the document as it came, where the prefixes they know are declared.
    let response = try XMLSignature(of: root, allowingSHA1: party.allowsSHA1)?.verified(by: provider.certificates)
    let clear = try carrier.name == "Assertion" ? carrier : decrypted(carrier, for: party)
    let signed = try XMLSignature(of: clear, allowingSHA1: party.allowsSHA1)?.verified(by: provider.certificates)
    // From here on nothing is read but what was signed: the assertion itself, or the response around it. One that was encrypted is in the
    // signed response as it was encrypted.
    let trusted: XMLElement
    if let signed {
      trusted = signed
    } else if let response {
      trusted = carrier == clear ? try response.required("Assertion", SAMLName.assertion) : clear
    } else {
      throw SAMLRefusal("neither the response nor its assertion is signed")
    }
    try checkEnvelope(response ?? root, party, provider)
    // Which request is answered is for whoever signed to say: around an assertion that is signed alone, anybody can write another response.
    let assertion = try SAMLAssertion(trusted, answering: response?["InResponseTo"], for: party, from: provider, now: now)
    if let answered = root["InResponseTo"], let request = assertion.request, answered != request {
      throw SAMLRefusal("the response and its assertion answer two requests")
    }
    return assertion
  }

  private static func isAssertion(_ element: XMLElement) -> Bool {
    element.isNamed("Assertion", SAMLName.assertion) || element.isNamed("EncryptedAssertion", SAMLName.assertion)
  }

  private func decrypted(_ carrier: XMLElement, for party: SAMLServiceProvider) throws(SAMLRefusal) -> XMLElement {
    guard let key = party.decryptionKey else { throw SAMLRefusal("the assertion is encrypted, and no SAML_KEY_FILE is configured") }
    let (element, document) = try EncryptedXML(carrier).decrypted(with: key)
    try Self.checkStructure(document)
    guard element.isNamed("Assertion", SAMLName.assertion), document.elements.filter(Self.isAssertion) == [element] else {
      throw SAMLRefusal("what was encrypted is not exactly one assertion")
    }
    return element
  }

  /// Nothing that two programs could understand in two ways: comments, ids that are there twice, signatures in unexpected places.
  private static func checkStructure(_ document: XMLDocument) throws(SAMLRefusal) {
    guard document.isPlain else { throw SAMLRefusal("the document has a comment or a processing instruction") }
    var ids: Set<String> = []
    for element in document.elements {
      guard element.declarationsInScope <= maxDeclarations else { throw SAMLRefusal("\(element.name) has too many namespaces around it") }
      for attribute in element.attributes where ["id", "assertionid"].contains(attribute.name.lowercased()) {
        guard ids.insert(attribute.value).inserted else { throw SAMLRefusal("the ID \(attribute.value.prefix(100)) is there twice") }
      }
      for signature in element.children where signature.isNamed("Signature", SAMLName.signature) {
        guard element.isNamed("Response", SAMLName.protocol) || element.isNamed("Assertion", SAMLName.assertion) else {
          throw SAMLRefusal("a signature stands in \(element.name)")
        }
      }
    }
  }

  /// First of all: a refusal of the identity provider has no assertion, and its reason is what a sysadmin wants to know.
  private func checkStatus() throws(SAMLRefusal) {
    guard root["Version"] == "2.0" else { throw SAMLRefusal("the response is not of SAML 2.0") }
    let code = try root.required("Status", SAMLName.protocol).required("StatusCode", SAMLName.protocol)
    guard try code.required("Value") == SAMLName.success else {
      let all = [code["Value"], code.children.first?["Value"]].compactMap { $0 }.joined(separator: ", ")
      throw SAMLRefusal("the identity provider answers \(all.prefix(200))")
    }
  }

  /// Who sent the response, and where to. Unsigned, these are no proof; what must be true anyway is in the assertion.
  private func checkEnvelope(_ response: XMLElement, _ party: SAMLServiceProvider, _ provider: SAMLMetadata) throws(SAMLRefusal) {
    if let destination = response["Destination"], destination != party.consumerURL {
      throw SAMLRefusal("the response is meant for \(destination.prefix(200)), not for \(party.consumerURL)")
    }
    if let issuer = try response.child("Issuer", SAMLName.assertion)?.text(), issuer != provider.entityID {
      throw SAMLRefusal("the response was issued by \(issuer.prefix(200)), not by \(provider.entityID)")
    }
  }
}
