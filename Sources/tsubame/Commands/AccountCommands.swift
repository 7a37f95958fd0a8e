import ArgumentParser
import Engine
import Glibc
import MariaDB
import Tracker
import Web

/// `tsubame create-admin`: somebody who can sign in and do everything.
struct CreateAdmin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create-admin",
    abstract: "Make an administrator, or an administrator of somebody.",
    discussion: "The password is asked for at the terminal; without a terminal one is generated and printed.")

  @Argument(help: "E-mail address of the person.")
  var email: String

  @OptionGroup var password: PasswordInput

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    var generated: String?
    let administrator = Administrator(Connection(settings.database), settings, log: ProcessSettings.auditLogger(settings))
    let outcome = try refusing { try administrator.ensure(email: email) { password.read(for: email, &generated) } }
    switch outcome {
    case .created: print("\(email) is an administrator.")
    case .raised: print("\(email) had an account and is an administrator now.")
    case .unchanged: print("\(email) is an administrator already.")
    }
    if let generated { print("Password: \(generated)") }
  }
}

/// `tsubame change-password`: for somebody who forgot theirs, or must not get in with it any more.
struct ChangePassword: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change-password",
    abstract: "Give somebody another password and end their sessions.",
    discussion: "The password is asked for at the terminal; without a terminal one is generated and printed.")

  @Argument(help: "E-mail address of the person.")
  var email: String

  @OptionGroup var password: PasswordInput

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    var generated: String?
    try refusing {
      try Accounts(settings).changePassword(of: email) { password.read(for: email, &generated) }
    }
    print("The password of \(email) is changed; every session is over.")
    if let generated { print("Password: \(generated)") }
  }
}

/// `tsubame create-bot`: an account for a program.
struct CreateBot: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create-bot",
    abstract: "Make an account for a program and print its token.",
    discussion: """
      The token is all that standard output gets, this once: it is not stored. A program sends it as `Authorization: Bearer TOKEN`. Writing \
      the expiration date of the bot in the web app makes another token and ends this one.
      """)

  @Option(help: "What the bot is called.")
  var name: String

  @Option(help: "Its e-mail address; several bots may share one.")
  var email: String

  @Option(help: "What it may do: admin, manager, supervisor, user, vendor or client.")
  var role = "user"

  @Option(help: "The last day on which the token is good, as 2030-12-31 (UTC). Without it, the token has no end.")
  var expirationDate: String?

  func run() throws {
    let settings = try ProcessSettings.configuration()
    print(
      try refusing {
        try Accounts(settings).createBot(name: name, email: email, role: role, expiration: expirationDate)
      })
  }
}

/// `tsubame revoke-tokens`: out, everywhere, now.
struct RevokeTokens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke-tokens",
    abstract: "End every session of somebody, and the tokens of their programs.",
    discussion: "Works at once, on every host. The account stays: whoever knows the password can sign in again.")

  @Argument(help: "E-mail address of the person or the bot.")
  var email: String

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    let count = try refusing { try Accounts(settings).revokeTokens(of: email) }
    print("No token of \(email) is good any more\(count > 1 ? " (\(count) accounts)" : "").")
  }
}

/// `tsubame disable-2fa`: for somebody who lost their telephone and their recovery codes.
struct DisableTwoFactor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable-2fa",
    abstract: "Disable every second factor of somebody.",
    discussion: "The password is enough then. Where ENFORCE_2FA is set, the next thing they can do is to set up another factor.")

  @Argument(help: "E-mail address of the person.")
  var email: String

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    try refusing { try Accounts(settings).disableTwoFactor(of: email) }
    print("\(email) has no second factor any more.")
  }
}

/// Where a new password comes from: standard input, the terminal, or chance.
struct PasswordInput: ParsableArguments {
  @Flag(help: "Read the password from the first line of standard input.")
  var passwordStdin = false

  /// - Parameter generated: set when the password was made up.
  func read(for email: String, _ generated: inout String?) -> String {
    if passwordStdin { return readLine() ?? "" }
    if isatty(0) == 1, let typed = getpass("Password for \(email): ") { return String(cString: typed) }
    // Twenty letters and digits: more than a hundred bits.
    let alphabet = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    let password = String((0..<20).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    generated = password
    return password
  }
}

extension Accounts {
  fileprivate init(_ settings: Configuration) {
    self.init(Connection(settings.database), settings, log: ProcessSettings.auditLogger(settings))
  }
}
