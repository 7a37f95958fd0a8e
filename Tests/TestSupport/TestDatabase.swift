import Glibc
import MariaDB

/// A database for one test, on the server whose Unix socket `TEST_DATABASE_SOCKET` names. `make test` starts one; by hand:
///
///     TEST_DATABASE_SOCKET=/run/mysqld/mysqld.sock swift test
///
/// The server must let the system account that runs the tests in as an administrator (authentication by `unix_socket`). A suite keeps it in a
/// property: it is made anew for each test, and dropped when the test has ended.
package final class TestDatabase {
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  package let options: ConnectionOptions
  package let connection: Connection

  package init() throws {
    guard let socket = getenv("TEST_DATABASE_SOCKET").map({ String(cString: $0) }), !socket.isEmpty else {
      throw Missing(
        description:
          "TEST_DATABASE_SOCKET is not set: this test needs the Unix socket of a MariaDB server that lets you in as administrator.")
    }
    var options = ConnectionOptions()
    options.socket = socket
    options.user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    options.database = ""
    let name = "tsubame_test_\(getpid())_\(UInt32.random(in: 0 ... .max))"
    let administrator = Connection(options)
    try administrator.execute("CREATE DATABASE \(raw: name) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin")
    options.database = name
    self.options = options
    connection = Connection(options)
  }

  /// Another session with the same database.
  package func another(_ configure: (inout ConnectionOptions) -> Void = { _ in }) -> Connection {
    var options = options
    configure(&options)
    return Connection(options)
  }

  deinit {
    connection.close()
    _ = try? Connection(options).execute("DROP DATABASE IF EXISTS \(raw: options.database)")
  }
}
