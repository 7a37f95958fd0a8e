import Glibc
import Tracker

extension Up {
  /// nginx in front of the pool: the site of `nginx/tsubame.conf`, as on an installed server, inside of `nginx/up.conf`.
  struct Site {
    let home: Home
    let programs: Programs
    let assets: Assets
    let address: String
    let port: UInt16
    let publicHost: String
    let loginBurst: Int
    /// As given to `up`: WEB_ROOT, the folder of the studio's web app (our own page without one), and MAX_CONTENT_LENGTH.
    let settings: [String: String]

    /// nginx would start with a folder that is not there and answer 404 to everything.
    func checkWebRoot() throws {
      guard let webRoot else { return }
      guard Files.exists(webRoot + "/index.html") else { throw Failure("WEB_ROOT has no index.html: \(webRoot).") }
      guard Self.isPlain(webRoot) else { throw Failure("WEB_ROOT must not contain any of \(Self.special): \(webRoot).") }
    }

    func start(_ family: inout Family) throws {
      for name in ["up.conf", "tsubame.conf"] {
        let source = "\(assets.folder)/nginx/\(name)"
        guard let template = Files.read(source) else { throw Failure.system("read \(source)") }
        try Files.write(try Self.fill(template, with: values), to: "\(home.nginx)/\(name)")
      }
      try Files.write(LargeBodies.locations(setting: maximumUpload), to: largeBodies)
      let errorLog = home.log + "/nginx-error.log"
      // Asked to quit, it finishes the requests it has; up.conf bounds how long.
      try family.start(
        "nginx", programs.nginx, ["-p", home.nginx, "-c", home.nginx + "/up.conf", "-e", errorLog], environment: Environment.plain,
        log: home.log + "/nginx.log", errorLog: errorLog, ending: Family.Ending(signal: SIGQUIT, seconds: 15))
      try family.wait(seconds: 30, otherwise: "nginx does not answer (more in \(errorLog)).") {
        Port.isListening(address: address, port: port)
      }
    }

    private var webRoot: String? { settings["WEB_ROOT"].flatMap { $0.isEmpty ? nil : Files.resolve($0) ?? $0 } }

    /// In bytes; 0 is no limit, for nginx as for the workers.
    private var maximumUpload: Int { settings["MAX_CONTENT_LENGTH"].flatMap { Int($0) }.map { max(0, $0) } ?? 10 << 30 }

    private var largeBodies: String { home.nginx + "/large-bodies.conf" }

    private var values: [String: String] {
      [
        // Only root can be another user, and would then be locked out of our folder.
        "USER": geteuid() == 0 ? "user root;" : "",
        "LISTEN": "listen \(address):\(port) ssl http2;",
        "SERVER_NAME": "_",
        "CERTIFICATE": home.certificate + "/certificate.pem",
        "CERTIFICATE_KEY": home.certificate + "/key.pem",
        "POOL": "unix:" + home.poolSocket,
        "STREAM": "unix:" + home.streamSocket,
        "PREVIEW_FOLDER": home.previews,
        "LISTINGS": home.temporary + "/nginx/listings",
        "WEB_ROOT": webRoot ?? assets.folder + "/nginx/welcome",
        "LARGE_BODIES": largeBodies,
        "LOGIN_RATE": "10r/s",
        "LOGIN_BURST": "\(loginBurst)",
        "ACCESS_LOG": home.log + "/nginx-access.log",
        "ERROR_LOG": home.log + "/nginx-error.log",
        "RUN": home.run,
        "TMP": home.temporary + "/nginx",
        "SITE": home.nginx + "/tsubame.conf",
      ]
    }

    /// Replaces each `@NAME@` by its value; a name without value is a mistake in the template.
    static func fill(_ template: String, with values: [String: String]) throws -> String {
      let parts = template.split(separator: "@", omittingEmptySubsequences: false)
      var filled = ""
      var isName = false
      for part in parts {
        let looksLikeName = !part.isEmpty && part.allSatisfy { $0.isUppercase || $0 == "_" }
        if isName && looksLikeName {
          guard let value = values[String(part)] else { throw Failure("nginx's template asks for the unknown value @\(part)@.") }
          filled += value
          isName = false
        } else {
          // The sign before this part began no name: it stands for itself.
          if isName { filled += "@" }
          filled += part
          isName = true
        }
      }
      return filled
    }

    private static let special = "\"'$\\;{}#"
    private static func isPlain(_ path: String) -> Bool { !path.contains { special.contains($0) || $0.isNewline } }
  }
}
