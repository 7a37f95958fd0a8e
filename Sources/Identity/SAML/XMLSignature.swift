import CXMLSecurity

/// A signature in an element about that element itself (XML Signature; SAML core §5), checked against known keys only.
struct XMLSignature {
  private let owner: XMLElement
  private let signature: XMLElement
  private let signsWithSHA1: Bool

  /// The signature that is a child of `owner`; nil when it has none.
  /// - Throws: when it is of another form than SAML allows, or is made in a way that is not good enough.
  init?(of owner: XMLElement, allowingSHA1: Bool) throws(SAMLRefusal) {
    guard let signature = try owner.child("Signature", SAMLName.signature) else { return nil }
    self.owner = owner
    self.signature = signature
    signsWithSHA1 = allowingSHA1
    try checkForm()
  }

  // MARK: Form

  private static let canonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#"
  private static let maxPrefixes = 16
  private static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
  private static let signatureMethods = [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
  ]
  private static let digestMethods = [
    "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512",
  ]
  private static let sha1Signature = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
  private static let sha1Digest = "http://www.w3.org/2000/09/xmldsig#sha1"

  /// One reference, to the element that holds the signature, and nothing in it that could make the signed bytes others than the element's.
  private func checkForm() throws(SAMLRefusal) {
    let names = signature.children.map { $0.namespace == SAMLName.signature ? $0.name : "?" }
    guard names == ["SignedInfo", "SignatureValue"] || names == ["SignedInfo", "SignatureValue", "KeyInfo"] else {
      throw SAMLRefusal("the signature has other parts than SignedInfo, SignatureValue and KeyInfo")
    }
    let info = signature.children[0]
    guard info.children.map(\.name) == ["CanonicalizationMethod", "SignatureMethod", "Reference"],
      info.children.allSatisfy({ $0.namespace == SAMLName.signature })
    else { throw SAMLRefusal("the signature has not exactly one reference") }
    let (canonicalization, method, reference) = (info.children[0], info.children[1], info.children[2])
    guard canonicalization["Algorithm"] == Self.canonicalization else {
      throw SAMLRefusal("the signature's canonicalization \(Self.shown(canonicalization)) is not exclusive canonicalization")
    }
    try Self.checkPrefixes(of: canonicalization)
    try check(method, among: Self.signatureMethods, orSHA1: Self.sha1Signature, "signature")
    guard method.children.isEmpty else { throw SAMLRefusal("the signature algorithm has parameters") }

    guard let id = owner["ID"], Self.isPlain(id) else { throw SAMLRefusal("the signed \(owner.name) has no usable ID") }
    guard let target = reference["URI"], target == "#\(id)" else {
      throw SAMLRefusal("the signature refers to another element than the \(owner.name) it stands in")
    }
    guard reference.children.map(\.name) == ["Transforms", "DigestMethod", "DigestValue"],
      reference.children.allSatisfy({ $0.namespace == SAMLName.signature })
    else { throw SAMLRefusal("the signature's reference has other parts than Transforms, DigestMethod and DigestValue") }
    let transforms = reference.children[0].children
    guard transforms.map({ $0["Algorithm"] ?? "" }) == [Self.enveloped, Self.canonicalization],
      transforms.allSatisfy({ $0.isNamed("Transform", SAMLName.signature) }), transforms[0].children.isEmpty
    else { throw SAMLRefusal("the signature's transforms are not enveloped signature and exclusive canonicalization") }
    try Self.checkPrefixes(of: transforms[1])
    try check(reference.children[1], among: Self.digestMethods, orSHA1: Self.sha1Digest, "digest")
  }

  /// Prefixes are named whose declarations are signed even where nothing uses them. Each is looked for at every element, before it is known
  /// who signed: with thousands of them, a small document would take hours.
  private static func checkPrefixes(of canonicalization: XMLElement) throws(SAMLRefusal) {
    let children = canonicalization.children
    guard children.allSatisfy({ $0.isNamed("InclusiveNamespaces", Self.canonicalization) }), children.count <= 1 else {
      throw SAMLRefusal("the canonicalization has other parameters than InclusiveNamespaces")
    }
    let prefixes = (children.first?["PrefixList"] ?? "").split(whereSeparator: \.isWhitespace)
    guard prefixes.count <= maxPrefixes else { throw SAMLRefusal("the canonicalization names \(prefixes.count) prefixes") }
  }

  private func check(_ method: XMLElement, among allowed: [String], orSHA1 sha1: String, _ kind: String) throws(SAMLRefusal) {
    let algorithm = method["Algorithm"] ?? ""
    if algorithm == sha1 && !signsWithSHA1 { throw SAMLRefusal("the \(kind) uses SHA-1, which is broken; SAML_ALLOW_SHA1 would allow it") }
    guard algorithm == sha1 || allowed.contains(algorithm) else {
      throw SAMLRefusal("the \(kind) algorithm \(Self.shown(method)) is not allowed")
    }
  }

  private static func shown(_ method: XMLElement) -> String { String((method["Algorithm"] ?? "(none)").prefix(100)) }

  /// Nothing that means something in a reference (XPointer).
  private static func isPlain(_ id: String) -> Bool {
    (1...256).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  // MARK: Check

  /// The element as it was signed: parsed from the very bytes that the digest was made of, so that nothing else can be read than what the
  /// key's owner wrote.
  /// - Parameter certificates: X.509, DER. Only their keys count.
  func verified(by certificates: [[UInt8]]) throws(SAMLRefusal) -> XMLElement {
    guard owner.declareID() else { throw SAMLRefusal("another element has the ID of the signed \(owner.name)") }
    for certificate in certificates {
      if let bytes = try verified(by: certificate) {
        let element = try XMLDocument(bytes, limit: bytes.count).rootElement
        guard element.isNamed(owner.name, owner.namespace), element["ID"] == owner["ID"] else {
          throw SAMLRefusal("the signed bytes are those of another element than the \(owner.name)")
        }
        return element
      }
    }
    throw SAMLRefusal(
      "the signature of the \(owner.name) was made with none of the keys in the metadata, or what it signs was changed",
      isUnknownKey: true)
  }

  /// The bytes that the digest was made of; nil when it is not a signature of that key.
  private func verified(by certificate: [UInt8]) throws(SAMLRefusal) -> [UInt8]? {
    guard let context = xmlSecDSigCtxCreate(nil) else { throw SAMLRefusal("out of memory") }
    defer { xmlSecDSigCtxDestroy(context) }
    // The key is given, so that KeyInfo, which the sender wrote, is not read at all.
    guard let key = XMLKey(certificate: certificate)?.copy() else { return nil }
    context.pointee.signKey = key
    context.pointee.flags |= UInt32(XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES)
    // What the form was checked for is all that the library knows, too.
    context.pointee.enabledReferenceUris = UInt32(xmlSecTransformUriTypeSameDocument)
    let isLimited =
      signatureTransforms.allSatisfy { $0.map { xmlSecDSigCtxEnableSignatureTransform(context, $0) == 0 } ?? false }
      && referenceTransforms.allSatisfy { $0.map { xmlSecDSigCtxEnableReferenceTransform(context, $0) == 0 } ?? false }
    guard isLimited else { throw SAMLRefusal("the XML Security Library lacks an algorithm") }
    guard xmlSecDSigCtxVerify(context, signature.node) == 0, context.pointee.status == xmlSecDSigStatusSucceeded,
      xmlSecPtrListGetSize(&context.pointee.signedInfoReferences) == 1,
      let item = xmlSecPtrListGetItem(&context.pointee.signedInfoReferences, 0),
      let buffer = xmlSecDSigReferenceCtxGetPreDigestBuffer(item.assumingMemoryBound(to: xmlSecDSigReferenceCtx.self))
    else { return nil }
    return XMLSecurity.bytes(buffer)
  }

  private var signatureTransforms: [xmlSecTransformId?] {
    [
      xmlSecTransformExclC14NGetKlass(), xmlSecOpenSSLTransformRsaSha256GetKlass(), xmlSecOpenSSLTransformRsaSha384GetKlass(),
      xmlSecOpenSSLTransformRsaSha512GetKlass(), xmlSecOpenSSLTransformEcdsaSha256GetKlass(), xmlSecOpenSSLTransformEcdsaSha384GetKlass(),
      xmlSecOpenSSLTransformEcdsaSha512GetKlass(),
    ] + (signsWithSHA1 ? [xmlSecOpenSSLTransformRsaSha1GetKlass()] : [])
  }

  private var referenceTransforms: [xmlSecTransformId?] {
    [
      xmlSecTransformEnvelopedGetKlass(), xmlSecTransformExclC14NGetKlass(), xmlSecOpenSSLTransformSha256GetKlass(),
      xmlSecOpenSSLTransformSha384GetKlass(), xmlSecOpenSSLTransformSha512GetKlass(),
    ] + (signsWithSHA1 ? [xmlSecOpenSSLTransformSha1GetKlass()] : [])
  }
}
