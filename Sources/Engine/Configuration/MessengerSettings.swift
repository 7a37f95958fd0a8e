/// Where the chat services are reached; others than theirs for studios behind a gateway.
package struct MessengerSettings: Sendable {
  package var slack = "https://slack.com/api"
  package var discord = "https://discord.com/api/v10"

  package init() {}

  init(_ reader: inout EnvironmentReader) {
    slack = Self.address("SLACK_API_URL", default: slack, &reader)
    discord = Self.address("DISCORD_API_URL", default: discord, &reader)
  }

  private static func address(_ name: String, default fallback: String, _ reader: inout EnvironmentReader) -> String {
    let address = reader.text(name, default: fallback)
    if !address.hasPrefix("https://") && !address.hasPrefix("http://") {
      reader.refuse("\(name) is \"\(address)\": an address that begins with https:// is expected.")
    }
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }
}
