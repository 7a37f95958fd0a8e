import CXMLSecurity

/// An element of a document that was encrypted for us (XML Encryption; SAML core §6).
struct EncryptedXML {
  private let wrapper: XMLElement

  /// - Parameter wrapper: `EncryptedAssertion`, which holds the encrypted data, and the key it was encrypted with here or in the data.
  init(_ wrapper: XMLElement) {
    self.wrapper = wrapper
  }

  /// RSA with optimal padding only: the older one lets an attacker who can ask often enough read what is encrypted.
  private static let keyTransport = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
  private static let keyLengths = [
    "http://www.w3.org/2009/xmlenc11#aes128-gcm": 16, "http://www.w3.org/2009/xmlenc11#aes192-gcm": 24,
    "http://www.w3.org/2009/xmlenc11#aes256-gcm": 32, "http://www.w3.org/2001/04/xmlenc#aes128-cbc": 16,
    "http://www.w3.org/2001/04/xmlenc#aes192-cbc": 24, "http://www.w3.org/2001/04/xmlenc#aes256-cbc": 32,
  ]
  /// For whom the key may be encrypted as well.
  private static let maxRecipients = 8

  /// The methods that are understood, the best first; for our metadata.
  static let methods = [
    "http://www.w3.org/2009/xmlenc11#aes256-gcm", "http://www.w3.org/2009/xmlenc11#aes128-gcm",
    "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://www.w3.org/2001/04/xmlenc#aes128-cbc", keyTransport,
  ]

  /// The element that was encrypted, in a document of its own.
  /// - Parameter privateKey: RSA.
  func decrypted(with privateKey: XMLKey) throws(SAMLRefusal) -> (element: XMLElement, document: XMLDocument) {
    let data = try wrapper.required("EncryptedData", SAMLName.encryption)
    let method = try Self.method(of: data)
    guard let length = Self.keyLengths[method] else { throw SAMLRefusal("the encryption \(method.prefix(100)) is not allowed") }
    let inside = try data.child("KeyInfo", SAMLName.signature)?.children("EncryptedKey", SAMLName.encryption) ?? []
    let keys = inside + wrapper.children("EncryptedKey", SAMLName.encryption)
    guard (1...Self.maxRecipients).contains(keys.count) else { throw SAMLRefusal("the assertion is encrypted with \(keys.count) keys") }
    for key in keys where try Self.method(of: key) != Self.keyTransport {
      throw SAMLRefusal("the key transport \(try Self.method(of: key).prefix(100)) is not allowed")
    }
    for key in keys {
      guard let bytes = try Self.decrypt(key, with: privateKey, mode: xmlEncCtxModeEncryptedKey), bytes.count == length,
        let symmetric = XMLKey(symmetric: bytes), let text = try Self.decrypt(data, with: symmetric, mode: xmlEncCtxModeEncryptedData)
      else { continue }
      return try element(text)
    }
    throw SAMLRefusal("the assertion cannot be decrypted with our key")
  }

  private static func method(of element: XMLElement) throws(SAMLRefusal) -> String {
    try element.required("EncryptionMethod", SAMLName.encryption).required("Algorithm")
  }

  /// Nil when it was not encrypted with that key.
  private static func decrypt(_ element: XMLElement, with key: XMLKey, mode: xmlEncCtxMode) throws(SAMLRefusal) -> [UInt8]? {
    // The cipher text is here, not somewhere that a reference leads to.
    let cipher = try element.required("CipherData", SAMLName.encryption)
    guard cipher.children.count == 1, cipher.children[0].isNamed("CipherValue", SAMLName.encryption) else {
      throw SAMLRefusal("the encrypted text is not in a CipherValue")
    }
    guard let context = xmlSecEncCtxCreate(nil) else { throw SAMLRefusal("out of memory") }
    defer { xmlSecEncCtxDestroy(context) }
    context.pointee.mode = mode
    context.pointee.transformCtx.enabledUris = UInt32(xmlSecTransformUriTypeNone)
    // The key is given, so that KeyInfo, which the sender wrote, is not read at all.
    context.pointee.encKey = key.copy()
    guard context.pointee.encKey != nil, XMLSecurity.allow(transforms, in: &context.pointee.transformCtx.enabledTransforms) else {
      throw SAMLRefusal("the XML Security Library lacks an algorithm")
    }
    return xmlSecEncCtxDecryptToBuffer(context, element.node).map(XMLSecurity.bytes)
  }

  private static var transforms: [xmlSecTransformId?] {
    [
      xmlSecOpenSSLTransformRsaOaepGetKlass(), xmlSecOpenSSLTransformAes128GcmGetKlass(), xmlSecOpenSSLTransformAes192GcmGetKlass(),
      xmlSecOpenSSLTransformAes256GcmGetKlass(), xmlSecOpenSSLTransformAes128CbcGetKlass(), xmlSecOpenSSLTransformAes192CbcGetKlass(),
      xmlSecOpenSSLTransformAes256CbcGetKlass(),
    ]
  }

  /// The element that was encrypted. Its prefixes may be those of the elements around it: they are declared around it here, too.
  private func element(_ text: [UInt8]) throws(SAMLRefusal) -> (element: XMLElement, document: XMLDocument) {
    let declarations = wrapper.namespacesInScope.sorted { $0.key < $1.key }.map { prefix, uri in
      " xmlns\(prefix.isEmpty ? "" : ":\(prefix)")=\"\(uri.xmlEscaped)\""
    }
    let bytes = Array("<decrypted\(declarations.joined())>".utf8) + text + Array("</decrypted>".utf8)
    let document = try XMLDocument(bytes, limit: SAMLResponse.limit)
    let children = document.rootElement.children
    guard let element = children.first, children.count == 1 else { throw SAMLRefusal("what was encrypted is not one element") }
    return (element, document)
  }
}

extension String {
  /// As text or as the value of an attribute in an XML document.
  var xmlEscaped: String {
    reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.append(character)
      }
    }
  }
}
