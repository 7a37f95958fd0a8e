import Testing

@testable import Identity

@Suite struct EnrolmentTests {
  @Test func secrets() {
    let secrets = (0..<100).map { _ in OneTimeCode.newSecret() }
    #expect(Set(secrets).count == 100)
    #expect(secrets.allSatisfy { $0.utf8.count == 32 && Base32.decode($0)?.count == 20 })
  }

  @Test func ownCodeIsRight() throws {
    let secret = OneTimeCode.newSecret()
    let code = OneTimeCode.hotp(key: try #require(Base32.decode(secret)), counter: 37_037_036)
    #expect(OneTimeCode.step(of: code, secret: secret, now: 1_111_111_109, after: nil) == 37_037_036)
  }

  @Test func plainURI() {
    #expect(
      OneTimeCode.enrolmentURI(secret: "MZXW6YTB", issuer: "Kitsu Kitsu", account: "ana@example.com")
        == "otpauth://totp/Kitsu%20Kitsu:ana%40example.com?secret=MZXW6YTB&issuer=Kitsu%20Kitsu")
  }

  /// Nothing in the name of a studio ends the label or adds a parameter.
  @Test func hostileURI() {
    #expect(
      OneTimeCode.enrolmentURI(secret: "MZXW6YTB", issuer: "A/B:C&secret=X?#%é", account: "a+b~c_d-e.f")
        == "otpauth://totp/A%2FB%3AC%26secret%3DX%3F%23%25%C3%A9:a%2Bb~c_d-e.f?secret=MZXW6YTB"
        + "&issuer=A%2FB%3AC%26secret%3DX%3F%23%25%C3%A9")
  }

  /// RFC 4648 §10, without the padding.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
  ])
  func base32(plain: String, encoded: String) {
    #expect(Base32.encode(Array(plain.utf8)) == encoded)
  }
}
