import Glibc
import Synchronization

@testable import FastCGI

/// Calls `body` with the path of a folder of its own, which is emptied and removed afterwards.
package func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/fastcgi-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw PoolError.system("cannot make a folder") }
  let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }
  try body(path)
}

/// A port that nothing listens on at the moment.
package func freePort() -> UInt16 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { address in
    address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      _ = bind(descriptor, address, length)
      _ = getsockname(descriptor, address, &length)
    }
  }
  return UInt16(bigEndian: address.sin_port)
}

/// A client on one end of a socket pair, a ``Connection`` of a worker on the other.
package struct Exchange {
  package let client: Int32
  package let connection: Connection
  private let server: Int32

  package init(_ configure: (inout PoolConfiguration) -> Void = { _ in }) throws {
    var configuration = PoolConfiguration()
    configuration.headTimeout = 1
    configuration.stallTimeout = 1
    configuration.spoolFolder = "/tmp"
    configure(&configuration)
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw PoolError.system("cannot make a socket pair") }
    (client, server) = (ends[0], ends[1])
    connection = try Connection(configuration: configuration)
  }

  /// The request that the client sends; what does not fit the socket's buffer (some 200 KB) must not be sent at once.
  package func request(_ parameters: [(String, String)], body: [UInt8] = [], isComplete: Bool = true) -> Request? {
    send(record(1, [0, 1, 0, 0, 0, 0, 0, 0]) + stream(4, parameters.flatMap(pair)) + stream(5, body, isComplete: isComplete))
    return connection.receive(on: server)
  }

  /// What the client is answered until the connection ends.
  package func answer() -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(client, &buffer, buffer.count)
      guard count > 0 else { break }
      all += buffer.prefix(count)
    }
    close(client)
    return all
  }

  package func send(_ bytes: [UInt8]) {
    _ = write(client, bytes, bytes.count)
  }

  private func pair(_ name: String, _ value: String) -> [UInt8] {
    func length(_ count: Int) -> [UInt8] {
      count < 128 ? [UInt8(count)] : (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - $0 * 8)) | ($0 == 0 ? 0x80 : 0) }
    }
    return length(name.utf8.count) + length(value.utf8.count) + Array(name.utf8) + Array(value.utf8)
  }

  package func stream(_ kind: UInt8, _ content: [UInt8], isComplete: Bool = true) -> [UInt8] {
    let pieces = stride(from: 0, to: content.count, by: 60_000).map { Array(content[$0..<min($0 + 60_000, content.count)]) }
    return pieces.flatMap { record(kind, $0) } + (isComplete ? record(kind, []) : [])
  }

  private func record(_ kind: UInt8, _ content: [UInt8]) -> [UInt8] {
    [1, kind, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 0xff), 0, 0] + content
  }
}

/// A thread, for tests of what is shared between processes.
package final class Background: @unchecked Sendable {
  private let body: () -> Void
  private let done = Atomic(false)

  package init(_ body: @escaping () -> Void) {
    self.body = body
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { thread in
        guard let thread else { return nil }
        let this = Unmanaged<Background>.fromOpaque(thread).takeRetainedValue()
        this.body()
        this.done.store(true, ordering: .releasing)
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  package var isFinished: Bool { done.load(ordering: .acquiring) }
}
