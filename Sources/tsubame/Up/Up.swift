import ArgumentParser
import Glibc

/// `tsubame up`: a whole private Tsubame in one folder, as children of one foreground process.
///
/// ```
/// tsubame up --home ~/tsubame --port 8443
/// ```
///
/// The first run creates a MariaDB data directory, a certificate, the secrets, the tables, the data every studio begins with and an
/// administrator; later runs reuse them. Nothing is installed or changed outside of the folder, and Ctrl-C ends everything.
struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a private Tsubame (MariaDB, nginx, workers) from one folder.",
    discussion: """
      The first run creates what is missing, later runs reuse it. The administrator's first password is made up and kept in \
      HOME/admin-password, or taken from the variable TSUBAME_ADMIN_PASSWORD. Variables such as USER_LIMIT or WEB_ROOT have the same \
      meaning as on an installed server.

      A child that dies is started again, after a pause that grows from one time to the next; after seven times in a row in which it did not \
      run for 20 seconds, everything ends with status 1.
      """)

  @Option(help: "The folder that holds everything; it is created.")
  var home: String = ".tsubame"

  @Option(help: "The HTTPS port.")
  var port: UInt16 = 8443

  @Option(help: "The IPv4 address to listen on; 0.0.0.0 for every network interface.")
  var address: String = "127.0.0.1"

  @Option(help: "How many requests are worked on at the same time (default: twice the processors, at least 4).")
  var workers: Int?

  @Option(help: "The first administrator's e-mail address.")
  var email: String = "admin@example.com"

  @Option(help: "How many sign-ins in a row one network address may try before nginx slows it down to 10 a second.")
  var loginBurst: Int = 200

  func validate() throws {
    guard (workers ?? 1) > 0 else { throw ValidationError("--workers must be 1 or more.") }
    guard loginBurst > 0 else { throw ValidationError("--login-burst must be 1 or more.") }
    guard port > 0 else { throw ValidationError("--port must be between 1 and 65535.") }
    guard email.contains("@"), !email.contains(where: \.isNewline) else { throw ValidationError("--email must be an e-mail address.") }
  }

  func run() throws {
    // What is made here is for its owner only.
    umask(0o077)
    let programs = try Programs()
    let assets = try Assets()
    let home = try Home(at: home)
    Console.say("Starting Tsubame in \(home.path) ...")

    var family = Family()
    do {
      try home.waitForEarlierRun(&family)
      try Port.check(address: address, port: port)
      try home.clear(&family)
      let environment = try Environment(home: home, publicName: "\(publicHost):\(port)")
      let database = Database(home: home, programs: programs, connections: workerCount + 40)
      let pool = Pool(home: home, environment: environment, workers: workerCount)
      let site = Site(
        home: home, programs: programs, assets: assets, address: address, port: port, publicHost: publicHost, loginBurst: loginBurst,
        settings: environment.inherited)

      try site.checkWebRoot()
      try Certificate(home: home, programs: programs, host: publicHost).ensure(&family)
      try database.start(&family, password: environment.databasePassword)
      try pool.prepareData(&family, administrator: email)
      try pool.start(&family)
      try pool.startJobs(&family)
      try pool.startStream(&family)
      try site.start(&family)
      announce(home)
      try family.watch()
    } catch let interruption as Interruption {
      Console.say(interruption.sentence)
      family.end()
    } catch {
      // The reason first: what it takes to end the others can last, and can add sentences of its own.
      Console.complain(error)
      family.end()
      throw ExitCode.failure
    }
  }

  private var workerCount: Int { workers ?? max(4, min(64, Processors.count * 2)) }

  /// The host a browser on this machine uses.
  private var publicHost: String { address == "0.0.0.0" ? "127.0.0.1" : address }

  private func announce(_ home: Home) {
    let administrator = home.administrator ?? email
    var lines = ["", "Tsubame runs: https://\(publicHost):\(port)", "", "  administrator  \(administrator)"]
    if let password = home.generatedPassword {
      lines.append("  password       \(password)  (the first one, kept in \(home.adminPassword))")
    } else {
      lines.append("  password       the one it was given")
    }
    lines += [
      "  logs           \(home.log)", "",
      "The certificate is our own, so a browser asks once whether to trust it. Ctrl-C ends everything.",
    ]
    Console.say(lines.joined(separator: "\n"))
  }
}
