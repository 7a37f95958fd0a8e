/// Growing bytes of an answer, with what is needed to write JSON straight into them.
///
/// Strings are escaped by scanning for the few bytes that need it; numbers and dates are written digit by digit. Nothing here allocates
/// but the growing itself.
public final class JSONOutput {
  // Checking each access at run time took a quarter of a worker's time on large lists; nothing here calls out while it writes.
  @exclusivity(unchecked) private var memory: UnsafeMutableRawBufferPointer
  @exclusivity(unchecked) public private(set) var count = 0

  public init(capacity: Int = 16 * 1024) {
    memory = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { memory.deallocate() }

  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[0..<count]) }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public func removeAll() { count = 0 }

  /// Gives back the memory of an unusually large answer, so that a worker does not keep it.
  public func shrink(to capacity: Int) {
    count = 0
    if memory.count > capacity {
      memory.deallocate()
      memory = .allocate(byteCount: capacity, alignment: 16)
    }
  }

  @inline(__always)
  private func reserve(_ additional: Int) {
    if count + additional > memory.count { grow(additional) }
  }

  private func grow(_ additional: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(memory.count * 2, count + additional), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[0..<count]))
    memory.deallocate()
    memory = larger
  }

  // MARK: Raw bytes

  @inline(__always)
  public func append(byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count += 1
  }

  public func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    memory.baseAddress?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Puts bytes between those that are written.
  public func insert(_ bytes: UnsafeRawBufferPointer, at position: Int) {
    let tail = Array(self.bytes[position...])
    count = position
    append(bytes)
    append(tail)
  }

  /// Text that is JSON already: part of the program, or a JSON column as it is stored.
  public func append(raw text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  // MARK: Values

  public func appendNull() { append(raw: "null") }

  public func append(_ bool: Bool) { append(raw: bool ? "true" : "false") }

  public func append(_ number: Int) {
    if number >= 0 && number < 10 { return append(byte: UInt8(truncatingIfNeeded: 48 + number)) }
    reserve(20)
    if number < 0 { append(byte: UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits = 1
    var limit: UInt = 10
    while digits < 19 && rest >= limit {
      digits += 1
      limit *= 10
    }
    var position = count + digits
    count = position
    repeat {
      position -= 1
      memory[position] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    } while rest > 0
  }

  /// Always with a fraction or an exponent, as clients tell floats from integers by it; `null` for NaN and the infinities.
  public func append(_ number: Double) {
    guard number.isFinite else { return appendNull() }
    if let whole = Int(exactly: number), whole.magnitude < 1_000_000_000_000_000, whole != 0 || number.sign == .plus {
      append(whole)
      append(raw: ".0")
    } else {
      append(raw: number.description)
    }
  }

  /// A string of text that is valid UTF-8.
  public func append(_ text: String) {
    var text = text
    text.withUTF8 { append(quoted: UnsafeRawBufferPointer($0)) }
  }

  /// A string of bytes that are valid UTF-8, escaped where JSON asks for it (RFC 8259 §7); everything else stays as it is.
  public func append(quoted bytes: UnsafeRawBufferPointer) {
    // Six bytes is the longest escape.
    reserve(bytes.count + 2)
    append(byte: UInt8(ascii: "\""))
    var start = 0
    var position = 0
    let end = bytes.count
    while position < end {
      // Eight bytes at a time while none of them needs an escape.
      if position + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        if !Self.needsEscape(word) {
          position += 8
          continue
        }
      }
      let byte = bytes[position]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
        append(escaped: byte)
        start = position + 1
      }
      position += 1
    }
    append(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    append(byte: UInt8(ascii: "\""))
  }

  /// Bytes that never need an escape: identifiers, codes, dates.
  public func append(plain bytes: UnsafeRawBufferPointer) {
    append(byte: UInt8(ascii: "\""))
    append(bytes)
    append(byte: UInt8(ascii: "\""))
  }

  /// Is one of the eight bytes below 0x20, a quote or a backslash? (The usual "has zero byte" arithmetic; it may say yes for a byte
  /// above 0x7F, which only costs the slow path.)
  @inline(__always)
  private static func needsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let control = (word &- ones &* 0x20) & ~word
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    return (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & highs != 0
  }

  private func append(escaped byte: UInt8) {
    append(byte: UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(byte: UInt8(ascii: "b"))
    case 0x09: append(byte: UInt8(ascii: "t"))
    case 0x0A: append(byte: UInt8(ascii: "n"))
    case 0x0C: append(byte: UInt8(ascii: "f"))
    case 0x0D: append(byte: UInt8(ascii: "r"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte: byte)
    default:
      append(raw: "u00")
      for digit in [byte >> 4, byte & 0xF] { append(byte: digit < 10 ? 48 + digit : 87 + digit) }
    }
  }

  /// `YYYY-MM-DDTHH:MM:SS` between quotes: fractions of a second are stored, not shown.
  public func append(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    append(byte: UInt8(ascii: "\""))
    appendDate(year, month, day)
    append(byte: UInt8(ascii: "T"))
    appendTwo(hour)
    append(byte: UInt8(ascii: ":"))
    appendTwo(minute)
    append(byte: UInt8(ascii: ":"))
    appendTwo(second)
    append(byte: UInt8(ascii: "\""))
  }

  /// `YYYY-MM-DD` between quotes.
  public func append(year: Int, month: Int, day: Int) {
    append(byte: UInt8(ascii: "\""))
    appendDate(year, month, day)
    append(byte: UInt8(ascii: "\""))
  }

  private func appendDate(_ year: Int, _ month: Int, _ day: Int) {
    appendTwo(year / 100)
    appendTwo(year % 100)
    append(byte: UInt8(ascii: "-"))
    appendTwo(month)
    append(byte: UInt8(ascii: "-"))
    appendTwo(day)
  }

  @inline(__always)
  private func appendTwo(_ number: Int) {
    reserve(2)
    memory[count] = UInt8(truncatingIfNeeded: 48 + number / 10)
    memory[count + 1] = UInt8(truncatingIfNeeded: 48 + number % 10)
    count += 2
  }

  // MARK: Documents

  /// Writes a whole document, compact.
  public func append(_ json: JSON) {
    switch json {
    case .null: appendNull()
    case .bool(let bool): append(bool)
    case .integer(let number): append(Int(number))
    case .digits(let digits): append(raw: digits)
    case .number(let number): append(number)
    case .text(let text): append(text)
    case .array(let array):
      append(byte: UInt8(ascii: "["))
      for (index, element) in array.enumerated() {
        if index > 0 { append(byte: UInt8(ascii: ",")) }
        append(element)
      }
      append(byte: UInt8(ascii: "]"))
    case .object(let object):
      append(byte: UInt8(ascii: "{"))
      var isFirst = true
      for (name, value) in object {
        if !isFirst { append(byte: UInt8(ascii: ",")) }
        isFirst = false
        append(name)
        append(byte: UInt8(ascii: ":"))
        append(value)
      }
      append(byte: UInt8(ascii: "}"))
    }
  }
}

extension JSON: CustomStringConvertible {
  /// The compact document.
  public var description: String {
    let output = JSONOutput(capacity: 256)
    output.append(self)
    return output.text
  }
}
