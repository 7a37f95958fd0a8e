import COpenSSL
import Glibc

/// One-time codes: those of authenticator apps, TOTP (RFC 6238), and those sent by mail, HOTP (RFC 4226). SHA-1, six digits, 30 seconds.
public enum OneTimeCode {
  static let period = 30

  /// The period, counted from 1970, that a code belongs to: the current one, or the one before or after it. Nil when it is none of them, or
  /// one that is not `after` the last one whose code was used: a code is good once (RFC 6238 §5.2).
  /// - Parameter secret: in Base32 (RFC 4648 §6).
  public static func step(of code: String, secret: String, now: Int, after last: Int?) -> Int? {
    guard let key = Base32.decode(secret) else { return nil }
    // Every candidate is compared, so that the time tells nothing.
    return (-1...1).reduce(nil) { found, offset in
      let step = now / period + offset
      let isEqual = SecureCompare.equal(Array(hotp(key: key, counter: UInt64(step)).utf8), Array(code.utf8))
      return isEqual && step > last ?? -1 ? step : found
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
