import CLDAP
import Glibc

/// The moment until which a server may let us wait.
///
/// libldap's own limits end a connecting and the wait for an answer, but not a TLS handshake that a server leaves hanging. So a layer of
/// ours is put between its TLS and the socket, which waits for bytes no longer than until this moment.
final class DirectoryDeadline {
  private let layer = UnsafeMutablePointer<Sockbuf_IO>.allocate(capacity: 1)
  private let callbacks = UnsafeMutablePointer<ldap_conncb>.allocate(capacity: 1)
  private var end = 0

  /// Below TLS, above the socket.
  fileprivate static let level = LBER_SBIOD_LEVEL_PROVIDER + 5

  init() {
    layer.initialize(
      to: Sockbuf_IO(
        sbi_setup: { descriptor, deadline in
          descriptor?.pointee.sbiod_pvt = deadline
          return 0
        },
        sbi_remove: { _ in 0 },
        sbi_ctrl: { descriptor, option, argument in
          guard let below = descriptor?.pointee.sbiod_next else { return 0 }
          return below.pointee.sbiod_io.pointee.sbi_ctrl(below, option, argument)
        },
        sbi_read: { descriptor, buffer, length in DirectoryDeadline.read(descriptor, buffer, length) },
        sbi_write: { descriptor, buffer, length in
          guard let below = descriptor?.pointee.sbiod_next else { return -1 }
          return below.pointee.sbiod_io.pointee.sbi_write(below, buffer, length)
        },
        sbi_close: { _ in 0 }))
    callbacks.initialize(
      to: ldap_conncb(
        lc_add: { _, socket, _, _, callbacks in
          guard let context = callbacks?.pointee.lc_arg else { return 0 }
          let deadline = Unmanaged<DirectoryDeadline>.fromOpaque(context).takeUnretainedValue()
          return ber_sockbuf_add_io(socket, deadline.layer, DirectoryDeadline.level, context)
        },
        lc_del: { _, _, _ in }, lc_arg: Unmanaged.passUnretained(self).toOpaque()))
  }

  deinit {
    layer.deallocate()
    callbacks.deallocate()
  }

  /// Holds for the connections of that session; the deadline must live longer than it.
  func guardConnections(of session: OpaquePointer) -> Bool { ldap_set_option(session, LDAP_OPT_CONNECT_CB, callbacks) == LDAP_OPT_SUCCESS }

  /// From now on there are that many seconds.
  func renew(seconds: Int) { end = Self.now + seconds * 1000 }

  private static func read(
    _ descriptor: UnsafeMutablePointer<Sockbuf_IO_Desc>?, _ buffer: UnsafeMutableRawPointer?, _ length: ber_len_t
  ) -> ber_slen_t {
    guard let descriptor, let below = descriptor.pointee.sbiod_next, let context = descriptor.pointee.sbiod_pvt else { return -1 }
    let deadline = Unmanaged<DirectoryDeadline>.fromOpaque(context).takeUnretainedValue()
    var socket: ber_socket_t = -1
    ber_sockbuf_ctrl(descriptor.pointee.sbiod_sb, LBER_SB_OPT_GET_FD, &socket)
    var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    var ready: Int32
    repeat { ready = poll(&waiting, 1, Int32(max(0, deadline.end - now))) } while ready < 0 && errno == EINTR
    guard ready > 0 else {
      errno = ETIMEDOUT
      return -1
    }
    return below.pointee.sbiod_io.pointee.sbi_read(below, buffer, length)
  }

  /// Milliseconds of a clock that only goes forward.
  private static var now: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
