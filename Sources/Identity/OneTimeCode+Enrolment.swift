/// What an authenticator app is given when it is set up.
extension OneTimeCode {
  /// A new secret in Base32: 160 bits, the length of the hash, as RFC 4226 §4 (R6) recommends.
  public static func newSecret() -> String { Base32.encode(SecureRandom.bytes(20)) }

  /// The address that apps read from a QR code (Key Uri Format of Google Authenticator). Digits, period and algorithm are its defaults.
  public static func enrolmentURI(secret: String, issuer: String, account: String) -> String {
    "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(secret)&issuer=\(escaped(issuer))"
  }

  /// Everything but the unreserved characters (RFC 3986 §2.3) percent-encoded.
  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
