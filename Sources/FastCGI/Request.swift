import CFastCGI
import Glibc

/// The client is gone: nothing that is still written would reach it.
public struct ClientGone: Error, Equatable, Sendable {
  /// The only one there is.
  public init() {}
}

/// One request of a client, and the way of the answer back to it.
///
/// Parameters are looked up where the FastCGI library put them, the body is read on first use, the answer is streamed. After
/// ``Responder/respond(to:on:)`` has returned, a request has no parameters and takes no answer.
public final class Request {
  let connection: UnsafeMutablePointer<FCGX_Request>
  var limits: BodyLimits
  var bodyState = BodyState.unread
  private(set) var isOpen = true
  private(set) var isAborted = false

  init(connection: UnsafeMutablePointer<FCGX_Request>, limits: BodyLimits) {
    self.connection = connection
    self.limits = limits
  }

  /// The method as the client sent it, such as `GET`; empty when nginx does not say (`REQUEST_METHOD`).
  public private(set) lazy var method = parameter("REQUEST_METHOD") ?? ""

  /// Bytes of the largest body that is read; never more than ``PoolConfiguration/maxBody``. To be set before the body is asked for.
  public var maxBody: Int {
    get { limits.total }
    set { limits.total = min(limits.total, newValue) }
  }

  /// Writes a part of the answer: first the CGI header block, then the body. A small part is sent when enough has gathered, or by
  /// ``flush()``; a large one at once.
  /// - Throws: ``ClientGone`` when the connection is broken, or the client has taken nothing for the stall timeout.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(ClientGone) {
    guard isOpen, !isAborted else { throw ClientGone() }
    guard let start = bytes.baseAddress else { return }
    if bytes.count > Self.gathered {
      try flush()
      guard connection.pointee.ipcFd.sendOutput(bytes, request: connection.pointee.requestId) else {
        // Perhaps in the middle of a record.
        abort()
        throw ClientGone()
      }
      return
    }
    guard FCGX_PutStr(start.assumingMemoryBound(to: CChar.self), Int32(bytes.count), connection.pointee.out) == Int32(bytes.count) else {
      throw ClientGone()
    }
  }

  /// Bytes that the library gathers before it sends a record.
  private static let gathered = 8192

  /// Sends what was written so far.
  /// - Throws: ``ClientGone``
  public func flush() throws(ClientGone) {
    guard isOpen, !isAborted, FCGX_FFlush(connection.pointee.out) == 0 else { throw ClientGone() }
  }

  /// Breaks the connection, so that nginx sees an answer cut short, and not a short answer. Nothing can be written afterwards.
  public func abort() {
    guard isOpen, !isAborted else { return }
    isAborted = true
    // The end of the connection alone would not do: without `fastcgi_keep_conn`, nginx takes it for the end of the answer. A record
    // of a FastCGI version that does not exist it takes for what it is.
    withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) { record in
      record.initializeMemory(as: UInt8.self, repeating: 0)
      _ = send(connection.pointee.ipcFd, record.baseAddress, record.count, Int32(MSG_DONTWAIT))
    }
    shutdown(connection.pointee.ipcFd, Int32(SHUT_RDWR))
  }

  /// Whether the client has closed the connection, as nginx does when the browser leaves. One system call: to be asked before
  /// something expensive, not in a loop.
  public var isClientGone: Bool {
    guard isOpen, !isAborted else { return true }
    var poll = pollfd(fd: connection.pointee.ipcFd, events: 0, revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0 && Int32(poll.revents) & (POLLHUP | POLLERR) != 0
  }

  /// The connection is about to be closed: what the library knows of the request is freed with it.
  func close() {
    isOpen = false
    if case .read(.success(.file(let descriptor, _))) = bodyState { Glibc.close(descriptor) }
    bodyState = .read(.failure(.clientGone))
  }
}
