import Glibc

/// Where the pool listens: what nginx's `fastcgi_pass` names.
///
///     try ListenAddress("unix:/run/api/api.sock")
///     try ListenAddress("tcp:127.0.0.1:9000")
///     try ListenAddress("tcp:[::1]:9000")
public enum ListenAddress: Equatable, Sendable, CustomStringConvertible {
  /// A socket file and its permission bits, such as `0o660`: whoever may write to it may talk to the pool.
  case unix(path: String, mode: UInt16)
  /// A host name or address (empty for every interface) and a port.
  case tcp(host: String, port: UInt16)

  /// The mode of a socket file that is given as text: its owner and its group, where nginx should be.
  public static let defaultMode: UInt16 = 0o660

  /// `sockaddr_un` holds 107 bytes and a NUL; the socket is made as "<path>.new" first.
  static let longestPath = 103

  /// Reads `unix:/path` or `tcp:host:port`.
  /// - Throws: ``PoolError`` with the reason and an example.
  public init(_ text: String) throws {
    if text.hasPrefix("unix:") {
      self = try .unix(path: Self.path(text.dropFirst(5), in: text), mode: Self.defaultMode)
    } else if text.hasPrefix("tcp:") {
      self = try Self.hostAndPort(text.dropFirst(4), in: text)
    } else {
      throw PoolError("\"\(text)\" is not an address: write unix:/run/api.sock or tcp:127.0.0.1:9000")
    }
  }

  private static func path(_ path: Substring, in text: String) throws -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw PoolError("\"\(text)\" has no socket path: write unix:/run/api.sock")
    }
    guard path.utf8.count <= longestPath else {
      throw PoolError("\"\(text)\" is too long: the path of a socket has at most \(longestPath) bytes")
    }
    return String(path)
  }

  private static func hostAndPort(_ rest: Substring, in text: String) throws -> ListenAddress {
    guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]), port > 0 else {
      throw PoolError("\"\(text)\" has no port from 1 to 65535: write tcp:127.0.0.1:9000")
    }
    var host = rest[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw PoolError("\"\(text)\": put the IPv6 address in brackets, as in tcp:[::1]:9000")
    }
    return .tcp(host: String(host), port: port)
  }

  /// The address as ``init(_:)`` reads it.
  public var description: String {
    switch self {
    case .unix(let path, _): "unix:\(path)"
    case .tcp(let host, let port): host.contains(":") ? "tcp:[\(host)]:\(port)" : "tcp:\(host):\(port)"
    }
  }
}
