import CShims

/// Reads a `multipart/form-data` body (RFC 7578) as it comes: fields into memory, files into files of their own, without keeping the body.
struct MultipartReader {
  /// More parts than this are no form that a person filled in.
  static let maxParts = 1000
  /// Bytes of all fields together.
  static let maxFields = 500_000
  private static let maxHead = 16 * 1024

  /// Fills a buffer, less of it only at the end of the body.
  typealias Source = (UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  private let source: Source
  /// Makes a file for a part that is one; nil to read over it.
  private let open: () throws(Failure) -> OpenFile?
  private let delimiter: [UInt8]
  private let buffer: UnsafeMutableRawBufferPointer
  /// What of the buffer is read and not yet worked on.
  private var pending = 0..<0
  private var isOver = false
  private var form = Form()

  /// What came with a request.
  struct Form {
    var fields: [(name: String, value: String)] = []
    var files: [UploadedFile] = []
  }

  /// - Throws: 400 when the body is not of that form, 413 when it has too many parts or too long fields.
  static func read(boundary: String, source: @escaping Source, open: @escaping () throws(Failure) -> OpenFile?) throws(Failure) -> Form {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 4096)
    defer { buffer.deallocate() }
    var reader = MultipartReader(source: source, open: open, delimiter: Array("\r\n--\(boundary)".utf8), buffer: buffer)
    try reader.read()
    return reader.form
  }

  private init(
    source: @escaping Source, open: @escaping () throws(Failure) -> OpenFile?, delimiter: [UInt8], buffer: UnsafeMutableRawBufferPointer
  ) {
    (self.source, self.open, self.delimiter, self.buffer) = (source, open, delimiter, buffer)
  }

  private mutating func read() throws(Failure) {
    try fill()
    guard pending.count >= delimiter.count - 2, buffer[pending].starts(with: delimiter.dropFirst(2)) else {
      throw .malformed("the multipart body does not begin with its boundary")
    }
    pending = (pending.lowerBound + delimiter.count - 2)..<pending.upperBound
    var parts = 0
    while try !isEnd() {
      parts += 1
      guard parts <= Self.maxParts else { throw .plain(413, "The form has more than the \(Self.maxParts) fields accepted here.") }
      try readPart(try head())
    }
    // What follows the last boundary is not part of the form, but of the body.
    while !isOver {
      pending = 0..<0
      try fill()
    }
  }

  /// `--` after a boundary ends the form.
  private mutating func isEnd() throws(Failure) -> Bool {
    if pending.count < 2 { try fill() }
    guard pending.count >= 2 else { throw .malformed("the multipart body ends early") }
    return buffer[pending].starts(with: [0x2D, 0x2D])
  }

  /// The header lines of a part, with the line break before them.
  private mutating func head() throws(Failure) -> String {
    if pending.count < Self.maxHead { try fill() }
    guard let end = find([13, 10, 13, 10]), end - pending.lowerBound <= Self.maxHead else {
      throw .malformed("a part of the multipart body has no head, or one that is too long")
    }
    defer { pending = (end + 4)..<pending.upperBound }
    return String(decoding: buffer[pending.lowerBound..<end], as: UTF8.self)
  }

  private mutating func readPart(_ head: String) throws(Failure) {
    var headers: [String: String] = [:]
    for line in head.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { headers[parts[0].trimmingBlanks().lowercased()] = parts[1].trimmingBlanks() }
    }
    let disposition = headers["content-disposition"].map { ContentDisposition($0) }
    guard let disposition, let field = disposition.field else { return try content { _ throws(Failure) in } }
    if let fileName = disposition.fileName {
      guard let content = try open() else { return try content { _ throws(Failure) in } }
      let file = UploadedFile(field: field, name: fileName, mediaType: headers["content-type"], content: content)
      try self.content(file.write)
      form.files.append(file)
    } else {
      var value: [UInt8] = []
      var room = Self.maxFields - form.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } - field.utf8.count
      try content { bytes throws(Failure) in
        room -= bytes.count
        guard room >= 0 else { throw .tooLarge(Self.maxFields) }
        value += bytes
      }
      guard let text = String(validating: value, as: UTF8.self) else { throw .malformed("a form field is not UTF-8") }
      form.fields.append((field, text))
    }
  }

  /// Hands on what stands before the next boundary, in pieces.
  private mutating func content(_ take: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    // An empty part may have its boundary in the line break that ends its head.
    pending = (pending.lowerBound - 2)..<pending.upperBound
    var start = pending.lowerBound + 2
    while true {
      if let end = find(delimiter) {
        if end > start { try take(UnsafeRawBufferPointer(rebasing: buffer[start..<end])) }
        pending = (end + delimiter.count)..<pending.upperBound
        return
      }
      guard !isOver else { throw .malformed("the multipart body ends early") }
      // The end may be the beginning of a boundary.
      let end = max(start, pending.upperBound - delimiter.count + 1)
      if end > start { try take(UnsafeRawBufferPointer(rebasing: buffer[start..<end])) }
      let kept = min(end, max(pending.lowerBound, pending.upperBound - delimiter.count + 1))
      let skipped = end - kept
      pending = kept..<pending.upperBound
      try fill()
      start = pending.lowerBound + skipped
    }
  }

  /// Moves what is pending to the beginning of the buffer and reads as much as fits behind it.
  private mutating func fill() throws(Failure) {
    if pending.lowerBound > 0, let base = buffer.baseAddress {
      base.copyMemory(from: base + pending.lowerBound, byteCount: pending.count)
      pending = 0..<pending.count
    }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...])
    if isOver || room.isEmpty { return }
    let count = try source(room)
    if count < room.count { isOver = true }
    pending = 0..<(pending.upperBound + count)
  }

  /// Where these bytes begin in what is pending.
  private func find(_ bytes: [UInt8]) -> Int? {
    guard let base = buffer.baseAddress, let found = shim_find(base + pending.lowerBound, pending.count, bytes, bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
