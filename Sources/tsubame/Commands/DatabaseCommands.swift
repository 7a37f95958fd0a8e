import ArgumentParser
import Glibc
import MariaDB
import Migrations
import Tracker
import Web

/// `tsubame migrate`: the newest schema.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database to the newest schema.",
    discussion: "Safe to run at any time: what was applied is not applied again, and only one runs at once.")

  @Flag(help: "Print what would be applied and change nothing.")
  var dryRun = false

  func run() throws {
    var count = 0
    try Migrator(try ProcessSettings.database(), Migrations.all).run(isDryRun: dryRun) { name in
      count += 1
      print(dryRun ? "would apply \(name)" : "applying \(name)")
    }
    if count == 0 { print("The database is up to date.") }
  }
}

/// `tsubame init-data`: what a new studio starts with.
struct InitData: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add the statuses, types and departments that a new studio starts with.",
    discussion: "Safe to run again: what is there, by its name, stays as it is.")

  @Option(name: .shortAndLong, help: "What the studio makes: 2d, 3d, vfx or games.")
  var domain = "3d"

  func run() throws {
    guard let domain = InitialData.Domain(rawValue: domain) else {
      throw ValidationError("--domain is \"\(domain)\": 2d, 3d, vfx or games is expected.")
    }
    try InitialData(try ProcessSettings.database()).seed(domain) { print("\($0): done") }
  }
}

/// `tsubame create-admin`: somebody who can sign in and do everything.
struct CreateAdmin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create-admin",
    abstract: "Make an administrator, or an administrator of somebody.",
    discussion: "The password is asked for at the terminal; without a terminal one is generated and printed.")

  @Argument(help: "E-mail address of the person.")
  var email: String

  @Flag(help: "Read the password from the first line of standard input.")
  var passwordStdin = false

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    var generated: String?
    let outcome: Administrator.Outcome
    do {
      outcome = try Administrator(Connection(settings.database), settings).ensure(email: email) {
        if passwordStdin { return readLine() ?? "" }
        if isatty(0) == 1, let typed = getpass("Password for \(email): ") { return String(cString: typed) }
        let password = generatedPassword()
        generated = password
        return password
      }
    } catch let failure as Failure {
      throw ValidationError(failure.body["message"].text ?? "The account could not be made.")
    }
    switch outcome {
    case .created: print("\(email) is an administrator.")
    case .raised: print("\(email) had an account and is an administrator now.")
    case .unchanged: print("\(email) is an administrator already.")
    }
    if let generated { print("Password: \(generated)") }
  }

  /// Twenty letters and digits: more than a hundred bits.
  private func generatedPassword() -> String {
    let alphabet = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    return String((0..<20).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
  }
}
