import ArgumentParser
import Engine
import Tracker

@main
struct Tsubame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tsubame",
    abstract: "The API server of a studio's production tracker.",
    discussion: "Settings come from the environment: `tsubame config` prints those in force.",
    version: Configuration.version,
    subcommands: [
      Up.self, Serve.self, Stream.self, Jobs.self, Previews.self, Status.self, Migrate.self, InitData.self, CreateAdmin.self,
      ChangePassword.self,
      DisableTwoFactor.self, RevokeTokens.self, CreateBot.self, SyncWithDirectory.self, RouteList.self, NginxSizes.self,
      ConfigurationList.self, TestMailCommand.self,
    ])
}
