import Glibc

extension Up {
  /// The private MariaDB server: its own data directory, a socket in our folder and no network port.
  struct Database {
    static let name = "tsubame"
    static let account = "tsubame"

    let home: Home
    let programs: Programs
    /// The connections it allows: one per worker, and some for commands.
    let connections: Int

    /// Comes back when the server answers; it knows `password` for our account then.
    func start(_ family: inout Family, password: String) throws {
      let owner = try ownerName()
      try createDataDirectory(&family, owner: owner)
      let beginning = home.run + "/mariadb-beginning.sql"
      try Files.write(Self.beginning(password: password), to: beginning)

      let log = home.log + "/mariadb.log"
      let arguments = [
        // First, or MariaDB reads /etc/mysql as well.
        "--no-defaults",
        "--user=\(owner)", "--datadir=\(home.database)", "--socket=\(home.databaseSocket)", "--pid-file=\(home.run)/mariadb.pid",
        "--tmpdir=\(home.temporary)/mariadb", "--init-file=\(beginning)",
        "--skip-networking", "--skip-name-resolve", "--skip-log-bin",
        "--character-set-server=utf8mb4", "--collation-server=utf8mb4_nopad_bin",
        "--max-connections=\(connections)", "--max-allowed-packet=64M",
        "--innodb-buffer-pool-size=\(Self.bufferPool)", "--innodb-log-file-size=96M",
      ]
      // A clean end writes out what is in memory, which a slow disk makes long; killing it would cost a recovery, not data.
      try family.start(
        "The MariaDB server", programs.mariadbd, arguments, environment: Environment.plain, log: log,
        ending: Family.Ending(signal: SIGTERM, seconds: 120))
      try family.wait(seconds: 180, otherwise: "The MariaDB server does not answer (more in \(log)).", until: isAnswering)
    }

    /// A quarter of the memory, from 128 MiB to 4 GiB: the machine has other things to do.
    private static var bufferPool: Int { max(128 << 20, min(4 << 30, Memory.bytes / 4)) }

    /// Executed by the server at each start, before it takes connections. A line is a statement.
    private static func beginning(password: String) -> String {
      """
      CREATE DATABASE IF NOT EXISTS \(name) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
      CREATE OR REPLACE USER \(account)@localhost IDENTIFIED BY '\(password)';
      GRANT ALL ON \(name).* TO \(account)@localhost;

      """
    }

    /// The directory is made under another name and renamed, so an interrupted first run leaves nothing half made.
    private func createDataDirectory(_ family: inout Family, owner: String) throws {
      guard !Files.exists(home.database) else { return }
      Console.say("Creating the database in \(home.database) ...")
      let draft = home.database + ".new"
      let arguments = [
        "--no-defaults", "--user=\(owner)", "--datadir=\(draft)", "--skip-test-db", "--skip-name-resolve",
        "--auth-root-authentication-method=socket", "--auth-root-socket-user=\(owner)",
      ]
      try family.run(
        "create the database", programs.installDatabase, arguments, environment: Environment.plain, log: home.log + "/setup.log")
      guard rename(draft, home.database) == 0 else { throw Failure.system("create \(home.database)") }
    }

    /// Who runs this, by name: MariaDB wants to be told, and lets that system account in as its root.
    private func ownerName() throws -> String {
      guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
        throw Failure("The user \(geteuid()) has no name in /etc/passwd, which MariaDB needs.")
      }
      return String(cString: name)
    }

    /// The server greets who connects, once it is ready: protocol version 10 after four bytes of packet header.
    private func isAnswering() -> Bool {
      guard let descriptor = Port.connect(toSocket: home.databaseSocket) else { return false }
      defer { close(descriptor) }
      var patience = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      var greeting = [UInt8](repeating: 0, count: 5)
      return poll(&patience, 1, 1000) == 1
        && greeting.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) } == 5 && greeting[4] == 10
    }
  }
}
