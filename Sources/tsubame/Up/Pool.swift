import Glibc

extension Up {
  /// The server itself: this same program with other commands.
  struct Pool {
    let home: Home
    let environment: Environment
    let workers: Int

    /// Brings the tables up to date and, on the first run, fills them and creates the administrator.
    func prepareData(_ family: inout Family, administrator: String) throws {
      try environment.write(to: home.environment)
      try tsubame(&family, "bring the tables up to date", ["migrate"])
      guard home.administrator == nil else { return }
      Console.say("Filling in what every studio begins with ...")
      try tsubame(&family, "fill in what every studio begins with", ["init-data"])
      try tsubame(
        &family, "create the administrator", ["create-admin", administrator, "--password-stdin"], input: try administratorPassword())
      try home.markComplete(administrator: administrator)
    }

    func start(_ family: inout Family) throws {
      let log = home.log + "/tsubame.log"
      let arguments = ["serve", "--listen", "unix:\(home.poolSocket)", "--workers", "\(workers)", "--scoreboard", home.run + "/scoreboard"]
      try family.start(
        "The pool of workers", Assets.program, arguments, environment: environment.all, log: log,
        ending: Family.Ending(signal: SIGTERM, seconds: 45))
      try family.wait(seconds: 60, otherwise: "The pool of workers does not answer (more in \(log)).") {
        Port.isListening(socket: home.poolSocket)
      }
    }

    /// What no request waits for.
    func startJobs(_ family: inout Family) throws {
      try family.start(
        "The process for jobs", Assets.program, ["jobs"], environment: environment.all, log: home.log + "/jobs.log",
        ending: Family.Ending(signal: SIGTERM, seconds: 30))
    }

    /// What tells browsers of changes.
    func startStream(_ family: inout Family) throws {
      try family.start(
        "The event stream", Assets.program, ["stream", "--listen", "unix:\(home.streamSocket)"], environment: environment.all,
        log: home.log + "/stream.log", ending: Family.Ending(signal: SIGTERM, seconds: 10))
    }

    /// A made-up password is written down before the account exists: there is no moment at which only the database knows it.
    private func administratorPassword() throws -> String {
      if let given = environment.administratorPassword {
        unlink(home.adminPassword)
        return given
      }
      if let kept = home.generatedPassword { return kept }
      let made = Secrets.password()
      try Files.write(made + "\n", to: home.adminPassword, mode: 0o600)
      return made
    }

    private func tsubame(_ family: inout Family, _ task: String, _ arguments: [String], input: String? = nil) throws {
      try family.run(
        task, Assets.program, arguments, environment: environment.all, log: home.log + "/setup.log", input: input)
    }
  }
}
