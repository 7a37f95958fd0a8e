import COpenSSL
import Testing

@testable import Identity

/// The reason of a refusal; nil when it is taken.
private func refusal(_ body: () throws -> Void) throws -> String? {
  do {
    try body()
    return nil
  } catch let refusal as SAMLRefusal {
    return refusal.reason
  }
}

private func attribute(_ name: String, _ values: String...) -> String {
  let values = values.map { "<saml:AttributeValue>\($0)</saml:AttributeValue>" }
  return "<saml:Attribute Name=\"\(name)\">\(values.joined())</saml:Attribute>"
}

@Suite struct SAMLResponseTests {
  private typealias Provider = SAMLTestProvider

  @Test func saysWhoItIs() throws {
    let provider = Provider()
    let attributes = attribute("first_name", "Ada", "Augusta") + attribute("last_name", "King &amp; <![CDATA[Co]]>") + attribute("empty")
    // As it is signed: CDATA sections are text there.
    let canonical = attributes.replacing("<![CDATA[Co]]>", with: "Co")
    let document = try provider.response(provider.signed(provider.assertion(attributes: canonical)))
    for text in [document, document.replacing(canonical, with: attributes)] {
      let assertion = try Provider.read(text)
      #expect(assertion.subject == "ada@studio.example")
      #expect(assertion.id == "_one" && assertion.request == "_asked")
      #expect(assertion.attributes["first_name"] == ["Ada", "Augusta"])
      #expect(assertion.attributes["last_name"] == ["King & Co"])
      #expect(assertion.attributes["empty"] == [])
      #expect(assertion.end == Provider.now + 300 + 120)
    }
  }

  @Test func signaturesOfEitherElement() throws {
    let provider = Provider()
    let assertion = provider.assertion()
    for document in [
      try provider.response(provider.signed(assertion)), try provider.signed(provider.response(assertion)),
      try provider.signed(provider.response(provider.signed(assertion))),
    ] {
      #expect(try Provider.read(document).subject == "ada@studio.example")
      #expect(try Provider.read(document, by: [.second, .curve, .first]).subject == "ada@studio.example")
      #expect(try refusal { _ = try Provider.read(document, by: [.second, .curve]) }?.contains("none of the keys") == true)
    }
    #expect(try refusal { _ = try Provider.read(provider.response(assertion)) } == "neither the response nor its assertion is signed")
  }

  @Test func signaturesOfCurves() throws {
    var provider = Provider()
    provider.key = .curve
    provider.method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    let document = try provider.response(provider.signed(provider.assertion()))
    #expect(try Provider.read(document, by: [.first, .curve]).subject == "ada@studio.example")
    #expect(try refusal { _ = try Provider.read(document) }?.contains("none of the keys") == true)
  }

  @Test func sha1OnlyWhereItIsAllowed() throws {
    var provider = Provider()
    provider.method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
    provider.signatureDigest = EVP_sha1()
    var document = try provider.response(provider.signed(provider.assertion()))
    #expect(try refusal { _ = try Provider.read(document) }?.contains("the signature uses SHA-1") == true)
    #expect(try Provider.read(document, allowingSHA1: true).subject == "ada@studio.example")
    provider = Provider()
    provider.digestMethod = "http://www.w3.org/2000/09/xmldsig#sha1"
    provider.digest = EVP_sha1()
    document = try provider.response(provider.signed(provider.assertion()))
    #expect(try refusal { _ = try Provider.read(document) }?.contains("the digest uses SHA-1") == true)
    #expect(try Provider.read(document, allowingSHA1: true).subject == "ada@studio.example")
  }

  @Test(arguments: [
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
    "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "", "none",
  ]) func otherAlgorithmsAreRefused(_ method: String) throws {
    var provider = Provider()
    provider.method = method
    let document = try provider.response(provider.signed(provider.assertion()))
    #expect(try refusal { _ = try Provider.read(document, allowingSHA1: true) }?.contains("is not allowed") == true)
  }

  @Test func timesHaveTwoMinutesOfSkew() throws {
    let provider = Provider()
    let document = try provider.response(provider.signed(provider.assertion(from: 0, until: 60)))
    for offset in [-120, 0, 60, 179] { #expect(try refusal { _ = try Provider.read(document, at: Provider.now + offset) } == nil) }
    #expect(try refusal { _ = try Provider.read(document, at: Provider.now - 121) }?.contains("is not valid before") == true)
    #expect(try refusal { _ = try Provider.read(document, at: Provider.now + 180) }?.contains("has expired") == true)
  }

  @Test(arguments: [
    ("<saml:NameID>ada", "<saml:NameID>a<!---->da", "a comment"),
    ("<saml:NameID>ada", "<saml:NameID>a<?x?>da", "a processing instruction"),
    ("<samlp:Response ", "<!DOCTYPE samlp:Response><samlp:Response ", "a document type"),
    ("<saml:NameID>ada", "<saml:NameID>&ada;", "not well-formed"),
    ("ID=\"_around\"", "ID=\"_one\"", "is there twice"),
    ("<samlp:Status>", "<samlp:Status xml:id=\"_one\">", "is there twice"),
    ("<samlp:StatusCode ", "<samlp:StatusCode AssertionID=\"_one\" ", "is there twice"),
    ("Version=\"2.0\"", "Version=\"1.1\"", "not of SAML 2.0"),
    ("status:Success", "status:Responder", "answers urn:oasis:names:tc:SAML:2.0:status:Responder"),
    ("samlp:Response", "samlp:LogoutResponse", "not a Response"),
    ("InResponseTo=\"_asked\" IssueInstant", "InResponseTo=\"_other\" IssueInstant", "answer two requests"),
    ("</samlp:Status>", "</samlp:Status><saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"/>", "exactly one assertion"),
    ("</ds:SignatureValue>", "</ds:SignatureValue><ds:KeyInfo/><ds:Object/>", "other parts"),
    ("</ds:SignatureValue>", "</ds:SignatureValue><ds:KeyInfo/><ds:KeyInfo/>", "other parts"),
    ("</ds:Transforms>", "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>", "transforms are not"),
    ("URI=\"#_one\"", "URI=\"\"", "refers to another element"),
    ("URI=\"#_one\"", "URI=\"#_around\"", "refers to another element"),
    ("<samlp:Status>", "<samlp:Status><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>", "a signature stands in Status"),
  ]) func whatIsWrongIsTold(_ text: String, _ replacement: String, _ reason: String) throws {
    let provider = Provider()
    let document = try provider.response(provider.signed(provider.assertion()))
    let changed = document.replacing(text, with: replacement)
    try #require(changed != document)
    let found = try refusal { _ = try Provider.read(changed) }
    #expect(found?.contains(reason) == true, "\(found ?? "accepted")")
  }

  /// Whatever byte of the assertion is another: nobody comes in.
  @Test func everyChangedByteIsNoticed() throws {
    let provider = Provider()
    let signed = try provider.signed(provider.assertion(attributes: attribute("first_name", "Ada")))
    let document = provider.response(signed)
    let bytes = Array(document.utf8)
    let signature = try #require(document.firstRange(of: "<ds:Signature "))
    let beginning = try #require(document.firstRange(of: "<saml:Assertion"))
    let end = try #require(document.firstRange(of: "</ds:Signature>"))
    let range = document.utf8.distance(from: document.startIndex, to: beginning.lowerBound)..<bytes.count - 20
    let passed =
      document.utf8.distance(
        from: document.startIndex, to: signature.lowerBound)..<document.utf8.distance(from: document.startIndex, to: end.upperBound)
    let metadata = try Provider.metadata()
    for index in range where !passed.contains(index) {
      var changed = bytes
      changed[index] ^= 0x04
      #expect(throws: SAMLRefusal.self, "byte \(index)") { try Provider.read(changed, from: metadata) }
    }
  }

  /// Of random damage nothing comes but a refusal, or what was signed.
  @Test func damageIsRefused() throws {
    let provider = Provider()
    let documents = [
      try provider.response(provider.signed(provider.assertion())), try provider.signed(provider.response(provider.assertion())),
    ].map { Array($0.utf8) }
    let pieces = [
      "<", ">", "&", "\"", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "</", "/>", " ID=\"_one\"", " xmlns=\"\"", "&#1;", "\u{FFFF}",
    ]
    var generator = SeededGenerator(state: 42)
    let metadata = try Provider.metadata()
    var taken = 0
    for _ in 0..<2000 {
      var bytes = documents[Int.random(in: 0...1, using: &generator)]
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(contentsOf: Array(pieces[Int.random(in: pieces.indices, using: &generator)].utf8), at: index)
        case 2: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...40, using: &generator)))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + Int.random(in: 1...400, using: &generator))], at: index)
        }
      }
      do {
        let assertion = try Provider.read(bytes, from: metadata)
        #expect(assertion.subject == "ada@studio.example")
        taken += 1
      } catch is SAMLRefusal {
        continue
      }
    }
    #expect(taken < 40)
  }
}

/// The same numbers each time (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct SAMLMetadataTests {
  private typealias Provider = SAMLTestProvider

  @Test func isRead() throws {
    let metadata = try Provider.metadata([.first, .second, .first], more: " validUntil=\"2026-11-21T19:05:00Z\"")
    #expect(metadata.entityID == "https://idp.example")
    #expect(metadata.signOnURL == "https://idp.example/sso?a=1&b=2")
    #expect(metadata.certificates == [SAMLTestKey.first.certificate, SAMLTestKey.second.certificate])
    #expect(metadata.validUntil == 1_795_287_900)
    let around = "<x xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\">\(Provider.document())</x>"
    #expect(try SAMLMetadata(Array(around.utf8)).entityID == "https://idp.example")
  }

  @Test func whatIsWrongIsTold() throws {
    let document = Provider.document()
    for (text, reason) in [
      (document + document, "not well-formed"), ("<x/>", "describes 0"),
      ("<x>\(document)\(document)</x>", "describes 2 identity providers"),
      (document.replacing(":protocol", with: ":old"), "describes 0"),
      (document.replacing("HTTP-Redirect", with: "SOAP"), "HTTP-Redirect"),
      (document.replacing("https://idp.example/sso", with: "javascript:x"), "no address that a browser can open"),
      (document.replacing("X509Certificate>", with: "X509Certificate>AAAA"), "names no X.509 certificate"),
      (Provider.document([]), "names no X.509 certificate"), (Provider.document(use: "encryption"), "names no X.509 certificate"),
      ("<!DOCTYPE x [<!ENTITY a \"b\">]>\(document)", "document type"),
      (document.replacing("entityID", with: "validUntil=\"tomorrow\" entityID"), "is not a moment"),
    ] {
      let found = try refusal { _ = try SAMLMetadata(Array(text.utf8)) }
      #expect(found?.contains(reason) == true, "\(reason): \(found ?? "accepted")")
    }
  }
}

@Suite struct SAMLServiceProviderTests {
  @Test func asks() throws {
    let provider = try SAMLTestProvider.metadata()
    let request = SAMLTestProvider.party.request(to: provider, now: SAMLTestProvider.now)
    let prefix = "https://idp.example/sso?a=1&b=2&SAMLRequest="
    try #require(request.url.hasPrefix(prefix) && request.url.hasSuffix("&RelayState=https%3A%2F%2Ftracker.example"))
    let value = request.url.dropFirst(prefix.count).prefix { $0 != "&" }
    let encoded = value.replacing("%2B", with: "+").replacing("%2F", with: "/").replacing("%3D", with: "=")
    let block = try #require(Base64.decode(encoded))
    // RFC 1951 §3.2.4: a last block, stored, its length and the complement of that.
    #expect(block[0] == 1 && block[1] ^ block[3] == 0xFF && block[2] ^ block[4] == 0xFF)
    #expect(Int(block[1]) | Int(block[2]) << 8 == block.count - 5)
    let document = try XMLDocument(Array(block.dropFirst(5)), limit: 4096).rootElement
    #expect(document.isNamed("AuthnRequest", SAMLName.protocol) && document["ID"] == request.id)
    #expect(document["Destination"] == "https://idp.example/sso?a=1&b=2" && document["IssueInstant"] == "2026-11-18T11:06:40Z")
    #expect(request.id != SAMLTestProvider.party.request(to: provider, now: SAMLTestProvider.now).id)
  }

  @Test func describesItself() throws {
    let document = try XMLDocument(Array(SAMLTestProvider.party.metadata.utf8), limit: 4096)
    #expect(document.rootElement["entityID"] == "https://tracker.example/api/auth/saml/login")
    let consumer = try #require(document.elements.first { $0.name == "AssertionConsumerService" })
    #expect(consumer["Location"] == "https://tracker.example/api/auth/saml/sso")
  }
}

@Suite struct SAMLTimeTests {
  @Test(arguments: [("2026-11-21T19:05:00Z", 1_795_287_900), ("2026-11-21T19:05:00.999Z", 1_795_287_900), ("1970-01-01T00:00:00Z", 0)])
  func isRead(_ text: String, _ seconds: Int) throws {
    #expect(try SAMLTime.parse(text) == seconds)
    #expect(SAMLTime.format(seconds) == text.replacing(".999", with: ""))
  }

  @Test(arguments: [
    "", "Z", "2026-11-21", "2026-11-21T19:05:00", "2026-11-21T19:05:00+01:00", "2026-02-30T00:00:00Z", "20261121T190500Z", "now",
  ]) func othersAreRefused(_ text: String) { #expect(throws: SAMLRefusal.self) { try SAMLTime.parse(text) } }
}

@Suite struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{FB}\u{FF}", "w7vDvw==")])
  func thereAndBack(_ text: String, _ encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
    #expect(Base64.decode(" " + encoded + "\r\n") == Array(text.utf8))
  }

  @Test(arguments: ["Zg=", "Zg==Zg==", "Zm9v===", "Z", "Zm9v!", "-_-_", "Zm9v\0"]) func othersAreRefused(_ text: String) {
    // One sign of padding too few is passed over.
    #expect((Base64.decode(text) == nil) == (text != "Zg="))
  }
}
