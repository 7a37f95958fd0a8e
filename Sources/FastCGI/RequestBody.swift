import CFastCGI
import CShims
import Glibc

/// The body of a request, complete.
public enum RequestBody: Sendable, Equatable {
  /// A small one, or none at all.
  case bytes([UInt8])
  /// A large one, in a file without a name, at its beginning. The request closes the descriptor when it is over.
  case file(descriptor: Int32, size: Int)

  /// Its length in bytes.
  public var size: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(_, let size): size
    }
  }
}

/// Why there is no body to work on.
public enum BodyError: Error, Equatable, Sendable {
  /// The client sent less than its `Content-Length`.
  case shorterThanAnnounced
  /// It has, or is announced to have, more bytes than the pool takes.
  case tooLarge(limit: Int)
  /// The connection broke, or the client sent nothing for the stall timeout.
  case clientGone
  /// The server could not put it into a file: no space, no such folder.
  case notStored(String)
}

/// What a pool takes of a body, and where it puts it.
struct BodyLimits {
  var total: Int
  let inMemory: Int
  let folder: String
  let stallTimeout: Int
}

/// How far the reading of a body is.
enum BodyState {
  case unread
  case read(Result<RequestBody, BodyError>)
  /// Handed on as it comes: so many bytes so far.
  case streamed(Int)
}

extension Request {
  /// The body, read when it is first asked for: up to 64 KiB of it into memory, a larger one into a file.
  ///
  /// What a client sends beyond its `Content-Length` is not part of it.
  /// - Throws: ``BodyError``, the same one each time.
  public var body: RequestBody {
    get throws(BodyError) {
      switch bodyState {
      case .read(let result): return try result.get()
      case .unread:
        let result = Result { () throws(BodyError) in try readBody() }
        bodyState = .read(result)
        return try result.get()
      // Its beginning is somewhere else.
      case .streamed: throw .clientGone
      }
    }
  }

  /// The next bytes of a body that is taken as it comes, and stored nowhere: `buffer` is filled, less of it only at the end of the body.
  /// - Returns: the number of bytes, 0 at the end.
  /// - Throws: ``BodyError``, after which nothing more can be read.
  public func readBody(into buffer: UnsafeMutableRawBufferPointer) throws(BodyError) -> Int {
    let received: Int
    switch bodyState {
    case .unread:
      if let announced = contentLength, announced > limits.total { throw .tooLarge(limit: limits.total) }
      connection.pointee.ipcFd.setReceiveTimeout(seconds: limits.stallTimeout)
      received = 0
    case .streamed(let count): received = count
    case .read: throw .clientGone
    }
    let announced = contentLength
    let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix((announced ?? .max) - received))
    let count = try read(into: wanted)
    bodyState = .streamed(received + count)
    if received + count > limits.total { throw .tooLarge(limit: limits.total) }
    if announced != nil, count < wanted.count { throw .shorterThanAnnounced }
    return count
  }

  private func readBody() throws(BodyError) -> RequestBody {
    let announced = contentLength
    if let announced {
      if announced == 0 { return .bytes([]) }
      if announced > limits.total { throw .tooLarge(limit: limits.total) }
    }
    // A body may come as slowly as its sender's line allows, unlike the head, which nginx sends at once.
    connection.pointee.ipcFd.setReceiveTimeout(seconds: limits.stallTimeout)
    // Without an announcement, one byte more than the limit is read to see whether there is one.
    let wanted = announced ?? min(limits.total, .max - 1) + 1
    let start = try readStart(min(wanted, limits.inMemory + 1))
    let body = start.count > limits.inMemory ? try spool(start, upTo: wanted) : .bytes(start)
    if announced == nil {
      if body.size > limits.total { throw .tooLarge(limit: limits.total) }
    } else if body.size < wanted {
      throw .shorterThanAnnounced
    }
    return body
  }

  private func readStart(_ count: Int) throws(BodyError) -> [UInt8] {
    var failure: BodyError?
    let start = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(BodyError) {
        filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return start
  }

  /// Moves the body on to a file, in pieces of 64 KiB.
  private func spool(_ start: [UInt8], upTo wanted: Int) throws(BodyError) -> RequestBody {
    let descriptor = shim_open_unnamed(limits.folder)
    guard descriptor >= 0 else { throw .notStored("cannot make a file in \(limits.folder): \(PoolError.reason(errno))") }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 4096)
    defer { buffer.deallocate() }
    do throws(BodyError) {
      try start.withUnsafeBufferPointer { bytes throws(BodyError) in try store(UnsafeRawBufferPointer(bytes), in: descriptor) }
      var size = start.count
      while size < wanted {
        let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(wanted - size)))
        if count == 0 { break }
        try store(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)), in: descriptor)
        size += count
      }
      lseek(descriptor, 0, SEEK_SET)
      return .file(descriptor: descriptor, size: size)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  private func store(_ bytes: UnsafeRawBufferPointer, in descriptor: Int32) throws(BodyError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let slice = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, slice.baseAddress, slice.count)
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .notStored("cannot write a body to \(limits.folder): \(PoolError.reason(errno))")
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Fills `buffer`, less of it only at the end of what the client sends.
  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(BodyError) -> Int {
    guard isOpen, !isAborted, let input = connection.pointee.in, let base = buffer.baseAddress else { throw .clientGone }
    let wanted = Int32(clamping: buffer.count)
    let count = FCGX_GetStr(base.assumingMemoryBound(to: CChar.self), wanted, input)
    guard count == wanted || FCGX_GetError(input) == 0 else { throw .clientGone }
    return Int(max(count, 0))
  }
}
