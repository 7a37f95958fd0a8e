import Glibc

extension Up {
  /// The programs of the distribution that `up` runs.
  struct Programs {
    let mariadbd: String
    let installDatabase: String
    let nginx: String
    let openssl: String

    init() throws {
      mariadbd = try Self.find("mariadbd", package: "mariadb-server")
      installDatabase = try Self.find("mariadb-install-db", package: "mariadb-server")
      nginx = try Self.find("nginx", package: "nginx")
      openssl = try Self.find("openssl", package: "openssl")
    }

    /// Servers live in /usr/sbin, which is not in an ordinary user's PATH.
    private static func find(_ name: String, package: String) throws -> String {
      let path = (Environment.plain["PATH"] ?? "") + ":/usr/sbin:/usr/bin:/sbin:/bin"
      for folder in path.split(separator: ":") where folder.hasPrefix("/") {
        let candidate = "\(folder)/\(name)"
        if access(candidate, X_OK) == 0 && !Files.isFolder(candidate) { return candidate }
      }
      throw Failure("The program \(name) is missing: install the package \(package) (apt install \(package)).")
    }
  }

  /// This program, and the files that come with it (`nginx/`).
  struct Assets {
    let folder: String

    /// Where this program is; when its file was replaced meanwhile, the kernel still has it under the other name.
    static var program: String { Files.resolve("/proc/self/exe") ?? "/proc/self/exe" }

    /// Looked for from the program's place upwards: PREFIX/share/tsubame of an installation, or the source folder around `.build`.
    init() throws {
      var place = Self.program.split(separator: "/").dropLast()
      while true {
        let base = "/" + place.joined(separator: "/")
        for candidate in ["\(base)/share/tsubame", base] where Files.exists("\(candidate)/nginx/tsubame.conf") {
          folder = candidate
          return
        }
        if place.popLast() == nil { break }
      }
      throw Failure("The folder nginx/ that belongs to this program is missing; install Tsubame with `make install`.")
    }
  }
}
