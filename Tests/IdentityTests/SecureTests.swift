import Testing

@testable import Identity

@Suite struct SecureTests {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// FIPS 180-4, examples.
  @Test func sha256() {
    #expect(hexadecimal(Digest.sha256(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(hexadecimal(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  /// RFC 4231 §4.2, §4.3, §4.7 (a key longer than a block).
  @Test(arguments: [
    ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func hmac(key: [UInt8], message: String, expected: String) {
    #expect(hexadecimal(Digest.hmacSHA256(message.utf8, key: key)) == expected)
  }

  @Test func comparison() {
    #expect(SecureCompare.equal([1, 2, 3], [1, 2, 3]))
    #expect(SecureCompare.equal([], []))
    #expect(!SecureCompare.equal([1, 2, 3], [1, 2, 4]))
    #expect(!SecureCompare.equal([1, 2, 3], [1, 2]))
    #expect(!SecureCompare.equal([0], []))
  }

  @Test func codes() {
    let codes = (0..<200).map { _ in SecureRandom.code(64) }
    #expect(Set(codes).count == 200)
    #expect(codes.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".contains($0) } })
    #expect(Set(codes.joined()).count == 36, "every character occurs")
  }
}

@Suite struct OneTimeCodeTests {
  private let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

  /// RFC 4226, appendix D.
  @Test func counters() {
    let key = Array("12345678901234567890".utf8)
    let expected = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
    #expect((0..<10).map { OneTimeCode.hotp(key: key, counter: UInt64($0)) } == expected)
  }

  /// RFC 6238, appendix B, the last six of the eight digits there.
  @Test(arguments: [
    (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
    (20_000_000_000, "353130"),
  ])
  func times(now: Int, code: String) {
    let step = now / 30
    #expect(OneTimeCode.step(of: code, secret: secret, now: now, after: nil) == step)
    #expect(OneTimeCode.step(of: code, secret: secret, now: now + 30, after: nil) == step, "the period before")
    #expect(OneTimeCode.step(of: code, secret: secret, now: now + 90, after: nil) == nil)
    // There is no period before 1970.
    guard now > 120 else { return }
    #expect(OneTimeCode.step(of: code, secret: secret, now: now - 30, after: nil) == step, "the period after")
    #expect(OneTimeCode.step(of: code, secret: secret, now: now - 90, after: nil) == nil)
  }

  /// RFC 6238 §5.2.
  @Test func once() {
    let (now, code) = (1_111_111_109, "081804")
    let step = now / 30
    #expect(OneTimeCode.step(of: code, secret: secret, now: now, after: step) == nil, "used")
    #expect(OneTimeCode.step(of: code, secret: secret, now: now, after: step + 1) == nil, "a later one was used")
    #expect(OneTimeCode.step(of: code, secret: secret, now: now, after: step - 1) == step)
    #expect(OneTimeCode.step(of: code, secret: secret, now: now + 30, after: step - 1) == step, "the period before, not used then")
  }

  @Test(arguments: ["", "28708", "2870822", "287083", " 287082", "２８７０８２"])
  func wrongCodes(code: String) {
    #expect(OneTimeCode.step(of: code, secret: secret, now: 59, after: nil) == nil)
  }

  @Test func unreadableSecret() {
    #expect(OneTimeCode.step(of: "287082", secret: "1189", now: 59, after: nil) == nil)
  }

  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("MY======", "f"), ("MZXQ====", "fo"), ("MZXW6===", "foo"), ("MZXW6YQ=", "foob"), ("MZXW6YTB", "fooba"), ("MZXW6", "foo"),
  ])
  func base32(encoded: String, plain: String) {
    #expect(Base32.decode(encoded) == Array(plain.utf8))
  }
}
