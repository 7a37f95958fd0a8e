import CFastCGI
import Glibc

/// The FastCGI side of a worker: makes a ``Request`` of an accepted connection and closes it when it is answered.
///
/// The library accepts connections itself when it is asked for a request without having one. Here it is always given one, as if it
/// had been kept open from the request before (`keepConnection`): so limits can be set on the connection before a byte is read, and
/// a client that sends nothing, or garbage, costs just that connection. Closing is ours too, because the library's own waits up to two
/// seconds for a client that does not close its side.
final class Connection {
  private let state: UnsafeMutablePointer<FCGX_Request>
  private let headTimeout: Int
  private let stallTimeout: Int
  private let limits: BodyLimits

  /// How long the rest of a body that nobody wants is taken in, in microseconds.
  private static let lingering: UInt64 = 2_000_000

  init(configuration: PoolConfiguration) throws {
    guard FCGX_Init() == 0 else { throw PoolError("the FastCGI library cannot be used") }
    state = .allocate(capacity: 1)
    // No listening socket: when a connection turns out to be broken, the library's own accept fails at once (EBADF).
    FCGX_InitRequest(state, -1, 0)
    headTimeout = configuration.headTimeout
    stallTimeout = configuration.stallTimeout
    limits = BodyLimits(
      total: configuration.maxBody, inMemory: configuration.bodyInMemory, folder: configuration.spoolFolder,
      stallTimeout: configuration.stallTimeout)
  }

  deinit { state.deallocate() }

  /// Reads the head of a request. nil when there is none to read: the connection is closed then.
  func receive(on descriptor: Int32) -> Request? {
    descriptor.setReceiveTimeout(seconds: headTimeout)
    descriptor.setSendTimeout(seconds: stallTimeout)
    state.pointee.ipcFd = descriptor
    state.pointee.keepConnection = 1
    state.pointee.detached = 1  // The library closes a broken connection without waiting for its client.
    guard FCGX_Accept_r(state) == 0 else {
      state.pointee.ipcFd = -1
      return nil
    }
    return Request(connection: state, limits: limits)
  }

  /// Sends the rest of the answer and the end of the request, and closes the connection.
  func finish(_ request: Request) {
    let descriptor = state.pointee.ipcFd
    let isHeard = !request.isAborted && FCGX_FClose(state.pointee.err) == 0 && FCGX_FClose(state.pointee.out) == 0
    if isHeard && !hasReadEverything(request) { linger(descriptor) }
    request.close()
    FCGX_Free(state, 0)
    state.pointee.ipcFd = -1
    Glibc.close(descriptor)
  }

  /// Whether the client has nothing more to send. For a request without a body, the end of the body usually came with the head.
  private func hasReadEverything(_ request: Request) -> Bool {
    guard let input = state.pointee.in else { return true }
    if FCGX_HasSeenEOF(input) != 0 { return true }
    if case .unread = request.bodyState {
      if request.contentLength ?? 0 > 0 { return false }
    } else {
      state.pointee.ipcFd.setReceiveTimeout(seconds: headTimeout)
    }
    return FCGX_GetChar(input) == -1
  }

  /// Takes in what the client still sends. A connection closed before that is reset, and nginx, which is still writing, would answer 502
  /// in place of what was said here.
  private func linger(_ descriptor: Int32) {
    guard shutdown(descriptor, Int32(SHUT_WR)) == 0 else { return }
    let end = MonotonicClock.now() + Self.lingering
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { trash in
      while true {
        let left = MonotonicClock.elapsed(from: MonotonicClock.now(), to: end)
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard left > 0, Glibc.poll(&poll, 1, Int32(left / 1_000 + 1)) > 0 else { return }
        guard read(descriptor, trash.baseAddress, trash.count) > 0 else { return }
      }
    }
  }
}

extension Int32 {
  /// Reads from this socket fail with EAGAIN after so long without a byte.
  func setReceiveTimeout(seconds: Int) { setTimeout(SO_RCVTIMEO, seconds) }

  /// Writes to this socket fail with EAGAIN when for so long nothing could be written.
  func setSendTimeout(seconds: Int) { setTimeout(SO_SNDTIMEO, seconds) }

  private func setTimeout(_ option: Int32, _ seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(self, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
  }
}
