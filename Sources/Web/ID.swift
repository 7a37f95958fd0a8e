import Glibc

/// An identifier of a row: a UUID (RFC 9562).
///
/// Those we make are version 7, so that rows cluster by age and reading in key order is reading in order of creation.
public struct ID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Ids that one request may name: as many as rows that it may bring.
  public static let mostInList = 10_000

  private let high: UInt64
  private let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads `8-4-4-4-12` hexadecimal digits in any case; nil for anything else.
  public init?(_ text: some StringProtocol) {
    var digits: (UInt64, UInt64) = (0, 0)
    var count = 0
    var position = 0
    for byte in text.utf8 {
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = hexadecimalDigit(byte), count < 32 else { return nil }
        if count < 16 { digits.0 = digits.0 << 4 | UInt64(digit) } else { digits.1 = digits.1 << 4 | UInt64(digit) }
        count += 1
      }
      position += 1
    }
    guard position == 36 else { return nil }
    self.init(high: digits.0, low: digits.1)
  }

  /// A new version 7 identifier: milliseconds since 1970, then random bits (RFC 9562 §5.7).
  public static func make() -> ID {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
    // The twelve bits after the version hold the fraction of the millisecond (§6.2, method 3): rows made in one request keep their order.
    let fraction = UInt64(now.tv_nsec % 1_000_000) * 4096 / 1_000_000
    return ID(high: milliseconds << 16 | 0x7000 | fraction, low: randomBits() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }

  /// A new version 4 identifier: nothing but random bits, for what must not be guessed or dated.
  public static func random() -> ID {
    ID(high: randomBits() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: randomBits() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }

  public var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var position = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          buffer[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16))) & 0xF
        buffer[position] = digit < 10 ? 48 + digit : 87 + digit
        position += 1
      }
      return 36
    }
  }

  public static func < (left: ID, right: ID) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

/// 64 bits of the kernel's cryptographic generator.
func randomBits() -> UInt64 {
  var generator = SystemRandomNumberGenerator()
  return generator.next()
}

/// The value of a hexadecimal digit in either case.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
