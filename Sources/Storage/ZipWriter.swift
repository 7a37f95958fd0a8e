import CArchive
import Glibc
import Web

/// A zip that is sent while it is made: nothing of it is kept, in memory or on a disk. Files are put in as they are: pictures and movies get
/// no smaller.
public final class ZipWriter {
  private let archive: OpaquePointer
  private let sink: Sink
  private var names: [String: Int] = [:]
  private var buffer = [UInt8](repeating: 0, count: 256 * 1024)

  /// Takes what libarchive writes, and keeps what went wrong with it.
  private final class Sink {
    let write: (UnsafeRawBufferPointer) throws -> Void
    var failure: (any Error)?

    init(_ write: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.write = write }
  }

  /// - Parameter write: takes the next bytes of the zip.
  /// - Throws: what `write` throws, or `Problem`.
  public init(_ write: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    guard let archive = archive_write_new() else { throw Problem(reason: "no memory") }
    self.archive = archive
    sink = Sink(write)
    archive_write_set_format_zip(archive)
    archive_write_zip_set_compression_store(archive)
    archive_write_set_options(archive, "zip:hdrcharset=UTF-8")
    // As it comes, without a block around it and zeros after it.
    archive_write_set_bytes_per_block(archive, 0)
    let opened = archive_write_open(
      archive, Unmanaged.passUnretained(sink).toOpaque(), nil,
      { _, context, bytes, count in
        guard let context else { return -1 }
        let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        do {
          try sink.write(UnsafeRawBufferPointer(start: bytes, count: count))
          return count
        } catch {
          sink.failure = error
          return -1
        }
      }, nil)
    try check(opened)
  }

  deinit { archive_write_free(archive) }

  /// Puts in an open file, from its beginning.
  /// - Parameters:
  ///   - name: one that is there already is preceded by a number.
  ///   - modifiedAt: seconds since 1970.
  public func add(_ file: OpenFile, as name: String, modifiedAt: Int) throws {
    try begin(name, size: file.size, modifiedAt: modifiedAt)
    var offset = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(file.descriptor, $0.baseAddress, $0.count, offset) }
      guard count > 0 else {
        if count < 0 && errno == EINTR { continue }
        if count < 0 { throw Problem(reason: "\(name): \(String(cString: strerror(errno)))") }
        return
      }
      try buffer.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      offset += count
    }
  }

  /// Puts in a text.
  public func add(_ text: String, as name: String, modifiedAt: Int) throws {
    let bytes = Array(text.utf8)
    try begin(name, size: bytes.count, modifiedAt: modifiedAt)
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// Writes what stands at the end of a zip. Without it there is none.
  public func finish() throws { try check(archive_write_close(archive)) }

  private func begin(_ name: String, size: Int, modifiedAt: Int) throws {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname_utf8(entry, unique(name))
    archive_entry_set_size(entry, la_int64_t(size))
    archive_entry_set_filetype(entry, S_IFREG)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_mtime(entry, time_t(modifiedAt), 0)
    try check(archive_write_header(archive, entry))
  }

  private func unique(_ name: String) -> String {
    let count = names[name, default: 0]
    names[name] = count + 1
    if count == 0 { return name }
    let digits = String(count)
    return "\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)_\(name)"
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = archive_write_data(archive, rest.baseAddress, rest.count)
      guard count > 0 else { throw problem() }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  private func check(_ status: Int32) throws { if status != ARCHIVE_OK && status != ARCHIVE_WARN { throw problem() } }

  private func problem() -> any Error {
    sink.failure ?? Problem(reason: archive_error_string(archive).map { String(cString: $0) } ?? "unknown")
  }

  /// What libarchive says; for the log.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    let reason: String
    public var description: String { "The zip cannot be made: \(reason)" }
  }
}
