extension Up {
  /// The variables of the `tsubame` children: those given to `up`, and over them those that make it this private Tsubame.
  struct Environment {
    /// As given to `up`, without what could lead a child to another database.
    let inherited: [String: String]
    /// As given to `up` for the administrator it creates; no child needs to know.
    let administratorPassword: String?
    /// Made anew at each start: the database knows it through the statements it begins with.
    let databasePassword: String
    private let ours: [String: String]

    init(home: Home, publicName: String) throws {
      let given = Self.given
      administratorPassword = given["TSUBAME_ADMIN_PASSWORD"]
      inherited = Self.plain.filter { name, _ in !name.hasPrefix("DB_") }
      databasePassword = Secrets.hexadecimal(bytes: 16)
      ours = [
        "DB_SOCKET": home.databaseSocket,
        "DB_USERNAME": Database.account,
        "DB_PASSWORD": databasePassword,
        "DB_DATABASE": Database.name,
        "SECRET_KEY": try Secrets.kept(in: home.path + "/secret.key", bytes: 32),
        "PREVIEW_FOLDER": home.previews,
        "TMP_DIR": home.temporary + "/tsubame",
        "DOMAIN_NAME": given["DOMAIN_NAME"] ?? publicName,
        "DOMAIN_PROTOCOL": given["DOMAIN_PROTOCOL"] ?? "https",
        // Mail goes out once somebody says where to.
        "MAIL_ENABLED": given["MAIL_ENABLED"] ?? (given["MAIL_SERVER"] == nil ? "false" : "true"),
      ]
    }

    var all: [String: String] { inherited.merging(ours) { _, ours in ours } }

    /// Leaves our variables in a file, so that other commands can be run on this Tsubame: `env $(cat environment) tsubame ...`.
    func write(to path: String) throws {
      try Files.write(ours.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined(), to: path, mode: 0o600)
    }

    /// For the programs of the distribution: what is meant for this process alone left out. No setting of a worker begins with TSUBAME_.
    static var plain: [String: String] {
      given.filter { name, _ in !name.hasPrefix("TSUBAME_") && !["LISTEN_FDS", "LISTEN_PID", "NOTIFY_SOCKET"].contains(name) }
    }

    /// Read from the kernel: the C library's `environ` is a variable that anybody may change.
    private static var given: [String: String] {
      var variables: [String: String] = [:]
      for entry in (Files.read("/proc/self/environ") ?? "").split(separator: "\0") {
        guard let sign = entry.firstIndex(of: "=") else { continue }
        variables[String(entry[..<sign])] = String(entry[entry.index(after: sign)...])
      }
      return variables
    }
  }
}
