import Glibc

/// What a service tells systemd about itself (sd_notify(3)).
enum Notification: Equatable {
  /// Start-up or reload is over, requests are served.
  case ready(status: String)
  /// A reload began, at this time of `CLOCK_MONOTONIC` in microseconds.
  case reloading(since: UInt64)
  /// The end has begun.
  case stopping(status: String)
  /// A line for `systemctl status`.
  case status(String)

  var text: String {
    switch self {
    case .ready(let status): "READY=1\nSTATUS=\(status)"
    case .reloading(let since): "RELOADING=1\nMONOTONIC_USEC=\(since)"
    case .stopping(let status): "STOPPING=1\nSTATUS=\(status)"
    case .status(let status): "STATUS=\(status)"
    }
  }
}

/// The socket that systemd named in `NOTIFY_SOCKET`, if it did.
struct NotificationSocket {
  private let name: String?

  /// `name` is a path, or an abstract name that begins with "@".
  init(name: String? = getenv("NOTIFY_SOCKET").map { String(cString: $0) }) {
    self.name = name.flatMap { ($0.hasPrefix("/") || $0.hasPrefix("@")) && $0.utf8.count > 1 ? $0 : nil }
  }

  /// Sends one datagram. What cannot be delivered is dropped: the service matters, not its report.
  func send(_ notification: Notification) {
    guard let name, name.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: name.utf8)
      if name.hasPrefix("@") { path[0] = 0 }
    }
    // An abstract name ends where the length says, not at a NUL (unix(7)).
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
    let bytes = Array(notification.text.utf8)
    withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), address, length)
      }
    }
  }
}
