import ArgumentParser
import Engine
import MariaDB
import Migrations
import Tracker

/// `tsubame migrate`: the newest schema.
struct Migrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database to the newest schema.",
    discussion: "Safe to run at any time: what was applied is not applied again, and only one runs at once.")

  @Flag(help: "Print what would be applied and change nothing.")
  var dryRun = false

  func run() throws {
    var count = 0
    let database = try ProcessSettings.database(isUnhurried: true)
    try Migrator(database, Migrations.all).run(isDryRun: dryRun) { name in
      count += 1
      print(dryRun ? "would apply \(name)" : "applying \(name)")
    }
    // Each start of the service comes through here: the database may be another one than it was, and so may the program.
    if !dryRun { try ListingVersion.forgetAll(database) }
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
