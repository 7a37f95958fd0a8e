import ArgumentParser
import Tracker

/// `tsubame test-mail`: do mails arrive?
struct TestMailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test-mail", abstract: "Send a mail and print what the mail server answers.",
    discussion: "It is sent at once, with the settings that the jobs have, also while MAIL_ENABLED is false.")

  @Argument(help: "E-mail address of the recipient.")
  var address: String

  func run() throws {
    let settings = try ProcessSettings.configuration(needsSecret: false)
    print(try refusing { try TestMail.send(to: address, settings) })
  }
}
