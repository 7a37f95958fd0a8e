import ArgumentParser
import Engine
import Glibc
import MariaDB
import Tracker

/// `tsubame sync-with-ldap`: our people are those of the directory.
struct SyncWithDirectory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync-with-ldap",
    abstract: "Create, update and deactivate people as the LDAP directory has them.",
    discussion: """
      Reads the directory that the settings LDAP_... name. People who are new in it are created; names, addresses and logins of the others \
      are brought up to date; those who came from it and are gone, or no longer in LDAP_GROUP, are deactivated. All of it happens or \
      nothing. Ends with status 1 when USER_LIMIT left somebody out.
      """,
    aliases: ["sync-with-ldap-server"])

  @Flag(help: "Print what would change and change nothing.")
  var dryRun = false

  func run() throws {
    // A directory that hangs up is told as one, by the failing call.
    signal(SIGPIPE, SIG_IGN)
    let settings = try ProcessSettings.configuration(needsSecret: false)
    let sync = DirectorySync(Connection(settings.database), settings, log: ProcessSettings.auditLogger(settings))
    let summary = try sync.run(isDryRun: dryRun) { print($0) }
    print(dryRun ? "Would be: \(summary)" : "\(summary)")
    if summary.beyondLimit > 0 { throw ExitCode(1) }
  }
}
