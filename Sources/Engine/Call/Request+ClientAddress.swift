import Glibc
import Web

extension Request {
  /// The address that nginx saw; nil when it is none.
  package var clientAddress: String? {
    let address = header("X-Real-IP") ?? parameter("REMOTE_ADDR") ?? ""
    var storage = in6_addr()
    return inet_pton(AF_INET, address, &storage) == 1 || inet_pton(AF_INET6, address, &storage) == 1 ? address : nil
  }
}
