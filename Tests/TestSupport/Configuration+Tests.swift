import Engine

extension Configuration {
  /// A configuration that is accepted, with other variables over it.
  package static func forTests(_ variables: [String: String] = [:]) throws -> Configuration {
    try Configuration(environment: ["SECRET_KEY": String(repeating: "s3cret", count: 8)].merging(variables) { _, new in new })
  }
}
