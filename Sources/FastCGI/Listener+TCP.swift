import Glibc

extension Listener {
  /// Binds the first of the host's addresses that can be bound.
  static func tcp(host: String, port: UInt16, address: ListenAddress) throws -> Listener {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let answer = getaddrinfo(host.isEmpty ? nil : host, String(port), &hints, &found)
    guard answer == 0 else { throw PoolError("cannot listen on \(address): \(String(cString: gai_strerror(answer)))") }
    defer { freeaddrinfo(found) }

    var failure = EADDRNOTAVAIL
    for candidate in sequence(first: found, next: { $0?.pointee.ai_next }).prefix(while: { $0 != nil }) {
      guard let candidate = candidate?.pointee else { break }
      if let descriptor = bound(to: candidate) {
        return Listener(descriptor: descriptor, address: address, isInherited: false)
      }
      failure = errno
    }
    if failure == EADDRINUSE { throw PoolError("another server already listens on \(address): stop it first or choose another port") }
    throw PoolError.system("cannot listen on \(address)", code: failure)
  }

  private static func bound(to candidate: addrinfo) -> Int32? {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(candidate.ai_family, type, candidate.ai_protocol)
    guard descriptor >= 0 else { return nil }
    // A restart must not wait for the old connections' TIME_WAIT; a live listener is refused all the same.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    // Accepted connections inherit it: answers leave in whole records, nothing is gained by holding the last one back (Nagle).
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, candidate.ai_addr, candidate.ai_addrlen) == 0, listen(descriptor, .max) == 0 else {
      let code = errno
      Glibc.close(descriptor)
      errno = code
      return nil
    }
    return descriptor
  }
}
