import Testing
import Web

@testable import Identity

private let site = RelyingParty(domainName: "studio.example:8443")
private let challenge = [UInt8](0..<32)

private func document(_ text: String) throws -> JSON.Object { try #require(try JSON.parse(text).object) }

/// The document with the bytes of a member of its `response` changed.
private func changed(_ document: JSON.Object, _ member: String, _ change: (inout [UInt8]) -> Void) throws -> JSON.Object {
  var document = document
  var response = try #require(document["response"]?.object)
  var bytes = try #require(response[member]?.text.flatMap { Base64URL.decode($0) })
  change(&bytes)
  response[member] = .text(Base64URL.encode(bytes))
  document["response"] = .object(response)
  return document
}

private func registered(_ document: JSON.Object, challenge: [UInt8] = challenge, at site: RelyingParty = site) throws -> SecurityKey {
  try SecurityKey(name: "blue", registration: document, challenge: challenge, for: site)
}

/// The reason of a refusal; nil when it is taken.
private func refusal(_ body: () throws -> Void) throws -> String? {
  do {
    try body()
    return nil
  } catch let refusal as SecurityKeyRefusal {
    return refusal.reason
  }
}

@Suite struct SecurityKeyTests {
  @Test(arguments: SecurityKeyVector.all) func registersAndAnswers(_ vector: SecurityKeyVector) throws {
    var key = try registered(try document(vector.registration))
    #expect(Base64URL.encode(key.credentialID) == vector.credentialID)
    #expect(key.signature.algorithm == vector.algorithm)
    #expect(key.counter == 1)
    for (index, text) in vector.assertions.enumerated() {
      let assertion = try document(text)
      #expect(SecurityKey.credentialID(of: assertion) == key.credentialID)
      try key.verify(assertion, challenge: challenge, for: site)
      #expect(Int(key.counter) == index + 2)
    }
  }

  @Test(arguments: SecurityKeyVector.all) func everyChangedByteIsNoticed(_ vector: SecurityKeyVector) throws {
    let key = try registered(try document(vector.registration))
    let assertion = try document(vector.assertions[0])
    for member in ["signature", "authenticatorData", "clientDataJSON"] {
      let count = try #require(assertion["response"]?[member].text.flatMap { Base64URL.decode($0) }).count
      for index in 0..<count {
        let tampered = try changed(assertion, member) { $0[index] ^= 0x04 }
        var copy = key
        #expect(throws: SecurityKeyRefusal.self, "\(member), byte \(index)") { try copy.verify(tampered, challenge: challenge, for: site) }
        #expect(copy == key, "\(member), byte \(index): the counter stays")
      }
      var copy = key
      let short = try changed(assertion, member) { $0.removeLast() }
      #expect(throws: SecurityKeyRefusal.self, "\(member), shorter") { try copy.verify(short, challenge: challenge, for: site) }
      let empty = try changed(assertion, member) { $0 = [] }
      #expect(throws: SecurityKeyRefusal.self, "\(member), empty") { try copy.verify(empty, challenge: challenge, for: site) }
    }
  }

  @Test func keysAreNotTakenForEachOther() throws {
    for vector in SecurityKeyVector.all {
      for other in SecurityKeyVector.all where other.algorithm != vector.algorithm {
        var key = try registered(try document(vector.registration))
        let assertion = try document(other.assertions[0])
        #expect(throws: SecurityKeyRefusal.self) { try key.verify(assertion, challenge: challenge, for: site) }
      }
    }
  }

  @Test func counter() throws {
    let vector = SecurityKeyVector.all[0]
    let (second, third) = (try document(vector.assertions[0]), try document(vector.assertions[1]))
    var key = try registered(try document(vector.registration))
    try key.verify(third, challenge: challenge, for: site)
    #expect(try refusal { try key.verify(third, challenge: challenge, for: site) }?.contains("backwards") == true, "the same number")
    #expect(try refusal { try key.verify(second, challenge: challenge, for: site) }?.contains("backwards") == true, "a smaller one")
    #expect(key.counter == 3)
    key.counter = 0
    try key.verify(second, challenge: challenge, for: site)
    #expect(key.counter == 2, "a key that was registered without counting may begin")
  }

  @Test func anotherChallengeOrSite() throws {
    let vector = SecurityKeyVector.all[0]
    let (registration, assertion) = (try document(vector.registration), try document(vector.assertions[0]))
    let other = [UInt8](1..<33)
    let places = [RelyingParty(domainName: "evil.example"), RelyingParty(domainName: "tracker.studio.example")]
    #expect(try refusal { _ = try registered(registration, challenge: other) }?.contains("challenge") == true)
    #expect(try refusal { _ = try registered(registration, challenge: []) } != nil)
    for place in places { #expect(try refusal { _ = try registered(registration, at: place) }?.contains("site") == true) }
    var key = try registered(registration)
    #expect(try refusal { try key.verify(assertion, challenge: other, for: site) }?.contains("challenge") == true)
    for place in places { #expect(try refusal { try key.verify(assertion, challenge: challenge, for: place) }?.contains("site") == true) }
    // One of these is never taken for the other.
    #expect(try refusal { _ = try registered(assertion) }?.contains("something else") == true)
    #expect(try refusal { try key.verify(registration, challenge: challenge, for: site) }?.contains("something else") == true)
  }

  /// What a key with the attestation "none" says is not signed: each check stands alone.
  @Test func registrationsThatLack() throws {
    let registration = try document(SecurityKeyVector.all[0].registration)
    let start = Array("authData".utf8)
    func object(_ change: (inout [UInt8], Int) -> Void) throws -> JSON.Object {
      try changed(registration, "attestationObject") { bytes in
        let name = (0..<bytes.count - start.count).first { Array(bytes[$0..<$0 + start.count]) == start } ?? 0
        // The name is followed by the head of a byte string of one byte of length.
        change(&bytes, name + start.count + 2)
      }
    }
    #expect(throws: Never.self) { _ = try registered(try object { _, _ in }) }
    #expect(try refusal { _ = try registered(try object { $0[$1] ^= 1 }) }?.contains("another site") == true)
    #expect(try refusal { _ = try registered(try object { $0[$1 + 32] &= ~0x01 }) }?.contains("touched") == true)
    #expect(try refusal { _ = try registered(try object { $0[$1 + 32] &= ~0x40 }) }?.contains("no new credential") == true)
    #expect(try refusal { _ = try registered(try object { $0[$1 + 53] = 0xFF }) }?.contains("no new credential") == true, "a long id")
    let noPoint = try object { bytes, _ in bytes[bytes.count - 1] ^= 1 }
    #expect(try refusal { _ = try registered(noPoint) }?.contains("not supported") == true, "y is that of no point of the curve")
    for count in 0..<150 {
      let short = try changed(registration, "attestationObject") { $0.removeLast(min(count + 1, $0.count)) }
      #expect(throws: SecurityKeyRefusal.self) { _ = try registered(short) }
    }
  }

  @Test(arguments: [
    "{}", #"{"rawId":"AA"}"#, #"{"rawId":"","response":{}}"#, #"{"rawId":5,"response":{}}"#, #"{"rawId":"AA","response":[]}"#,
    #"{"rawId":"AA","response":{"clientDataJSON":"%"}}"#, #"{"rawId":"AA","response":{"clientDataJSON":"W10"}}"#,
    #"{"id":"AQ","rawId":"AA","response":{"clientDataJSON":"e30"}}"#, #"{"rawId":"AA","response":{"clientDataJSON":"e30"}}"#,
  ])
  func nonsense(text: String) throws {
    let document = try document(text)
    var key = try registered(try #require(try JSON.parse(SecurityKeyVector.all[0].registration).object))
    #expect(throws: SecurityKeyRefusal.self) { _ = try registered(document) }
    #expect(throws: SecurityKeyRefusal.self) { try key.verify(document, challenge: challenge, for: site) }
  }
}

@Suite struct SecurityKeyStorageTests {
  @Test(arguments: SecurityKeyVector.all) func comesBack(_ vector: SecurityKeyVector) throws {
    var key = try registered(try document(vector.registration))
    #expect(SecurityKey(stored: try JSON.parse(key.stored.description)) == key)
    try key.verify(try document(vector.assertions[0]), challenge: challenge, for: site)
    #expect(SecurityKey(stored: key.stored)?.counter == 2)
  }

  /// Numbers lose the zeros that they begin with.
  @Test func ofTheOriginal() throws {
    var key = try #require(SecurityKey(stored: try JSON.parse(SecurityKeyVector.storedByOriginal)))
    #expect(key.name == "old")
    #expect(key.signature.numbers.count == 64)
    #expect(key.signature.numbers.first == 0)
    let answer = try document(SecurityKeyVector.answerToOriginal)
    #expect(key.isNamed(try #require(SecurityKey.credentialID(of: answer))))
    #expect(!key.isNamed([1] + key.credentialID))
    try key.verify(answer, challenge: challenge, for: site)
    #expect(key.counter == 7)
    #expect(SecurityKey(stored: key.stored) == key, "stored in our form from then on")
  }

  @Test(arguments: [
    "null", "{}", #"{"device_name":"x"}"#, #"{"device_name":"x","public_key":{},"credential_id":1}"#,
    #"{"device_name":"x","aaguid":0,"credential_id":-1,"public_key":{"1":2,"3":-7,"-1":1,"-2":1,"-3":1}}"#,
    #"{"device_name":"x","aaguid":0,"credential_id":1,"public_key":{"1":2,"3":-7,"-1":1,"-2":1,"-3":1}}"#,
    #"{"device_name":"x","aaguid":"","credential_id":"AA","algorithm":-7,"public_key":"AA","sign_count":0}"#,
    #"{"device_name":"x","aaguid":"","credential_id":"AA","algorithm":-47,"public_key":"AA","sign_count":0}"#,
  ])
  func unreadable(text: String) throws { #expect(SecurityKey(stored: try JSON.parse(text)) == nil) }
}

@Suite struct RelyingPartyTests {
  @Test(arguments: [
    "https://studio.example", "https://studio.example:8443", "https://STUDIO.example", "https://tracker.studio.example",
    "https://a.b.studio.example:1",
  ])
  func ours(origin: String) { #expect(site.accepts(origin: origin)) }

  @Test(arguments: [
    "http://studio.example", "https://evil.example", "https://evilstudio.example", "https://studio.example.evil.example",
    "https://studio.example@evil.example", "https://studio.example:x@evil.example", "https://studio.example/", "studio.example", "", "null",
    "ftp://studio.example", "https://", "https://.studio.example.", "android:apk-key-hash:abc",
  ])
  func strange(origin: String) { #expect(!site.accepts(origin: origin)) }

  @Test func onThisMachine() {
    let local = RelyingParty(domainName: "localhost:8443")
    #expect(local.accepts(origin: "http://localhost:9000"))
    #expect(local.accepts(origin: "http://tracker.localhost"))
    #expect(!local.accepts(origin: "https://evil.example"))
    #expect(RelyingParty(domainName: "localhost:8080").accepts(origin: "https://anywhere.example"), "to develop with")
  }
}

@Suite struct CBORMapTests {
  @Test func values() throws {
    // {1: 2, -1: h'0102', "a": h'03', 3: -257}
    let map = try #require(CBORMap([0xA4, 0x01, 0x02, 0x20, 0x42, 1, 2, 0x61, 0x61, 0x41, 3, 0x03, 0x39, 0x01, 0x00]))
    #expect(map.integer(1) == 2)
    #expect(map.bytes(-1) == [1, 2])
    #expect(map.bytes("a") == [3])
    #expect(map.integer(3) == -257)
    #expect(map.integer(9) == nil)
    #expect(map.bytes(1) == nil, "a number is no bytes")
    #expect(map.integer(-1) == nil)
    #expect(CBORMap([0xA0, 0xFF]) != nil, "what follows is left alone")
  }

  /// Not maps, cut off, longer than they are, nested deep.
  @Test func hostile() {
    let texts: [[UInt8]] = [
      [], [0x01], [0x80], [0xA1], [0xA1, 0x01], [0xBF, 0x01], [0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0xA1, 0x01, 0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0xA1, 0x01, 0x9B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0xA1, 0x01] + [UInt8](repeating: 0x81, count: 100_000),
    ]
    for text in texts { #expect(CBORMap(text) == nil) }
  }

  @Test func numbersThatAreTooLarge() throws {
    let map = try #require(CBORMap([0xA1, 0x01, 0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]))
    #expect(map.integer(1) == nil)
  }
}
