import COpenSSL
import Glibc

/// One-time codes: those of authenticator apps, TOTP (RFC 6238), and those sent by mail, HOTP (RFC 4226). SHA-1, six digits, 30 seconds.
public enum OneTimeCode {
  static let period = 30

  /// Is `code` that of the current period, or of the one before or after it?
  /// - Parameter secret: in Base32 (RFC 4648 §6).
  public static func verify(_ code: String, secret: String, now: Int) -> Bool {
    guard let key = Base32.decode(secret) else { return false }
    // Every candidate is compared, so that the time tells nothing.
    return (-1...1).reduce(false) { found, step in
      SecureCompare.equal(Array(hotp(key: key, counter: UInt64(now / period + step)).utf8), Array(code.utf8)) || found
    }
  }

  /// The code that belongs to a counter (HOTP); nil for a secret that is no Base32.
  public static func code(counter: Int, secret: String) -> String? {
    Base32.decode(secret).map { hotp(key: $0, counter: UInt64(counter)) }
  }

  /// RFC 4226 §5.3.
  static func hotp(key: [UInt8], counter: UInt64) -> String {
    let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
    var code = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 20
    HMAC(EVP_sha1(), key, Int32(key.count), message, message.count, &code, &length)
    let offset = Int(code[19] & 0xF)
    let number = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(code[offset + $1]) } & 0x7FFF_FFFF
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}

/// RFC 4648 §6, capital letters, padding optional.
enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Without padding.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits) & 0x1F)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 0x1F)]) }
    return String(decoding: text, as: UTF8.self)
  }

  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for character in text.utf8 where character != UInt8(ascii: "=") {
      let value: UInt8
      switch character {
      case 0x41...0x5A: value = character - 0x41
      case 0x32...0x37: value = character - 0x32 + 26
      default: return nil
      }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return bytes
  }
}
