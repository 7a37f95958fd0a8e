import Glibc
import Identity
import MariaDB
import Web

/// What a sysadmin decides: environment variables, with the original's names where the meaning is the same (contract chapter 01,
/// Configuration). Read once at start; every bad value is reported then, in a sentence of its own.
package struct Configuration: Sendable {
  /// The name and version that clients are told, for they ask for the API they know.
  package static let apiName = "Zou"
  package static let apiVersion = "1.0.97"
  /// Tsubame's own version.
  package static let version = "0.1.0"

  package var database = ConnectionOptions()
  package var secretKey: [UInt8] = []
  /// Keys that signed tokens before: they still verify.
  package var formerSecretKeys: [[UInt8]] = []
  /// Host (and port) of the package address.
  package var domainName = "localhost:8080"
  package var domainProtocol = "https"
  package var corsOrigins: [String] = []
  /// Bytes of the largest request body; 0 for no limit.
  package var maxContentLength = 0
  /// Rows of a page when the client does not say.
  package var pageSize = 100
  package var authStrategy = AuthStrategy.local
  package var passwordCost = 12
  package var minPasswordLength = 8
  /// Addresses (lower case) whose role, activity and password only they can change.
  package var protectedAccounts: Set<String> = []
  package var enforcesTwoFactor = false
  package var twoFactorExempt: Set<String> = []
  /// Minutes after signing in in which a second factor can be removed without the password.
  package var recentSignIn = 15
  /// Do managers see everybody's salary and telephone?
  package var managersReadSalaries = false
  /// Are search filters that are shared in a production seen by people who are not in it?
  package var sharesFiltersEverywhere = false
  /// Do people set their own position, from which their salary follows?
  package var peopleSetPosition = false
  /// Active people that are neither bots nor guests.
  package var userLimit = 100
  package var defaultTimezone = "Europe/Paris"
  package var defaultLocale = "en_US"
  package var adminToken = ""
  package var previewFolder = "previews"
  /// Seconds for which a browser keeps a picture or movie without asking again.
  package var clientCacheAge = 604_800
  /// The most pixels of a picture that is uploaded.
  package var maxImagePixels = 400_000_000
  package var temporaryFolder = "/var/tmp"
  package var media = MediaSettings()
  /// Are cells of exports that a spreadsheet would calculate kept from it?
  package var neutralisesFormulas = true
  package var isSelfHosted = true
  package var crispToken = ""
  /// Is there a route `/metrics`?
  package var showsMetrics = false
  package var directory = DirectorySettings()
  /// Nil when it is off.
  package var saml: SAMLSettings?
  /// Nil when it is off.
  package var openID: OpenIDSettings?
  /// PEM file of the authorities that other servers must be certified by; nil for the system's.
  package var outgoingAuthorities: String?
  /// Where `tsubame stream` listens.
  package var streamHost = "localhost"
  package var streamPort = 5001
  /// Does everybody hear of everything that happens, as with the original?
  package var isStreamOpenToAll = false
  package var logLevel = "info"
  /// Do stored files go when their rows are deleted?
  package var removesFiles = false
  /// Stands before the names of the folders `pictures`, `movies` and `files`.
  package var bucketPrefix = ""
  package var mail = MailSettings()
  package var messengers = MessengerSettings()
  /// Every variable that was asked for, with the value in force.
  package private(set) var settings: [Setting] = []

  package enum AuthStrategy: String, Sendable {
    case local = "auth_local_classic"
    /// Anybody may be anybody: for trying out in a closed network.
    case noPassword = "auth_local_no_password"
    case ldap = "auth_remote_ldap"
  }

  /// A variable and its value in force.
  package struct Setting: Sendable {
    package let name: String
    package let value: String
    package let isSecret: Bool
  }

  /// All that is wrong with the environment, a sentence each.
  package struct Refused: Error, CustomStringConvertible {
    package let problems: [String]
    package var description: String { problems.joined(separator: "\n") }
  }

  /// - Parameter needsSecret: false for commands that sign nothing, as `migrate`.
  /// - Throws: `Refused`.
  package init(environment: [String: String], needsSecret: Bool = true) throws {
    var reader = EnvironmentReader(environment)
    database.host = reader.text("DB_HOST", default: "localhost")
    database.port = reader.integer("DB_PORT", default: 3306, in: 1...65_535)
    database.socket = reader.text("DB_SOCKET", default: "").nonEmpty
    database.user = reader.text("DB_USERNAME", default: "tsubame")
    database.password = reader.text("DB_PASSWORD", default: "", isSecret: true)
    database.database = reader.text("DB_DATABASE", default: "tsubame")
    database.certificateAuthority = reader.text("DB_SSL_CA", default: "").nonEmpty
    database.statementTimeout = reader.integer("DB_STATEMENT_TIMEOUT", default: 60, in: 1...3600)
    database.slowStatement = reader.integer("DB_SLOW_STATEMENT", default: 500, in: 1...3_600_000)

    let secret = reader.text("SECRET_KEY", default: "", isSecret: true)
    if needsSecret {
      if secret.isEmpty {
        reader.refuse("SECRET_KEY is missing: set it to at least 32 random characters; `openssl rand -hex 32` makes some.")
      } else if secret == "mysecretkey" || secret.utf8.count < 32 {
        reader.refuse("SECRET_KEY is too easy to guess: set it to at least 32 random characters; `openssl rand -hex 32` makes some.")
      }
    }
    secretKey = Array(secret.utf8)
    formerSecretKeys = reader.list("SECRET_KEY_PREVIOUS", separator: ";", isSecret: true).map { Array($0.utf8) }

    domainName = reader.text("DOMAIN_NAME", default: "localhost:8080")
    domainProtocol = reader.choice("DOMAIN_PROTOCOL", ["https", "http"], default: "https")
    corsOrigins = reader.list("CORS_ALLOWED_ORIGINS", separator: ";")
    maxContentLength = reader.integer("MAX_CONTENT_LENGTH", default: 10 << 30, in: 0...Int.max)
    pageSize = reader.integer("NB_RECORDS_PER_PAGE", default: 100, in: 1...100_000)
    authStrategy =
      AuthStrategy(
        rawValue: reader.choice(
          "AUTH_STRATEGY", ["auth_local_classic", "auth_local_no_password", "auth_remote_ldap"], default: "auth_local_classic")) ?? .local
    outgoingAuthorities = reader.file("SSL_CERT_FILE")
    directory = DirectorySettings(&reader, authority: outgoingAuthorities, isUsed: authStrategy == .ldap)
    passwordCost = reader.integer("BCRYPT_LOG_ROUNDS", default: 12, in: 4...31)
    minPasswordLength = reader.integer("MIN_PASSWORD_LENGTH", default: 8, in: 1...72)
    protectedAccounts = Set(reader.list("PROTECTED_ACCOUNTS", separator: ";").map { $0.lowercased() })
    enforcesTwoFactor = reader.flag("ENFORCE_2FA", default: false)
    // systemd drops names that begin with a digit from an EnvironmentFile, so there is a second one.
    twoFactorExempt = Set(
      reader.list("2FA_EXEMPT_USERS", separator: ",") + reader.list("TWO_FACTOR_EXEMPT_USERS", separator: ","))
    recentSignIn = reader.integer("RECENT_SIGN_IN_MINUTES", default: 15, in: 0...Token.refreshLifetime / 60)
    managersReadSalaries = reader.flag("MANAGERS_READ_SALARIES", default: false)
    sharesFiltersEverywhere = reader.flag("SHARED_FILTERS_EVERYWHERE", default: false)
    peopleSetPosition = reader.flag("PEOPLE_SET_POSITION", default: false)
    userLimit = reader.integer("USER_LIMIT", default: 100, in: 0...Int.max)
    defaultTimezone = reader.text("DEFAULT_TIMEZONE", default: "Europe/Paris")
    if !Timezone.isKnown(defaultTimezone) {
      reader.refuse("DEFAULT_TIMEZONE is \"\(defaultTimezone)\": an IANA name is expected, as Europe/Paris.")
    }
    defaultLocale = reader.text("DEFAULT_LOCALE", default: "en_US")
    if !Locale.isKnown(defaultLocale) { reader.refuse("DEFAULT_LOCALE is \"\(defaultLocale)\": a name as en_US is expected.") }
    adminToken = reader.text("ADMIN_TOKEN", default: "", isSecret: true)
    previewFolder = reader.text("PREVIEW_FOLDER", default: "previews")
    clientCacheAge = reader.integer("CLIENT_CACHE_MAX_AGE", default: 604_800, in: 0...31_536_000)
    maxImagePixels = reader.integer("MAX_IMAGE_PIXELS", default: 400_000_000, in: 1...10_000_000_000)
    removesFiles = reader.flag("REMOVE_FILES", default: false)
    bucketPrefix = reader.text("FS_BUCKET_PREFIX", default: "")
    if bucketPrefix.contains("/") { reader.refuse("FS_BUCKET_PREFIX is \"\(bucketPrefix)\": a name without / is expected.") }
    temporaryFolder = reader.text("TMP_DIR", default: "/var/tmp")
    media = MediaSettings(&reader)
    neutralisesFormulas = reader.flag("NEUTRALISE_FORMULAS", default: true)
    isSelfHosted = reader.flag("IS_SELF_HOSTED", default: true)
    crispToken = reader.text("CRISP_TOKEN", default: "")
    openID = OpenIDSettings(&reader, home: "\(domainProtocol)://\(domainName)")
    messengers = MessengerSettings(&reader)
    mail = MailSettings(&reader, authority: outgoingAuthorities)
    streamHost = reader.text("EVENT_STREAM_HOST", default: "localhost")
    streamPort = reader.integer("EVENT_STREAM_PORT", default: 5001, in: 1...65_535)
    isStreamOpenToAll = reader.choice("EVENT_STREAM_AUDIENCE", ["concerned", "everybody"], default: "concerned") == "everybody"
    showsMetrics = reader.flag("PROMETHEUS_METRICS_ENABLED", default: false)
    saml = reader.saml(home: "\(domainProtocol)://\(domainName)", opensFiles: needsSecret)
    logLevel = reader.choice("LOG_LEVEL", ["trace", "debug", "info", "notice", "warning", "error"], default: "info")
    try reader.finish()
    settings = reader.settings
  }

  /// Do a directory or an identity provider say who people are?
  package var hasForeignIdentities: Bool { authStrategy == .ldap || saml != nil || openID != nil }

  /// Only where the server keeps the passwords can productions have preview accounts.
  package var hasPreviewAccounts: Bool { authStrategy == .local }

  /// Host of the package address, without its port.
  package var domainHost: String { String(domainName.prefix { $0 != ":" }) }
}

/// Takes typed values out of the environment and collects what is wrong with them.
package struct EnvironmentReader {
  private let environment: [String: String]
  package private(set) var settings: [Configuration.Setting] = []
  private var problems: [String] = []

  package init(_ environment: [String: String]) {
    self.environment = environment
  }

  package mutating func refuse(_ problem: String) { problems.append(problem) }

  package mutating func text(_ name: String, default fallback: String, isSecret: Bool = false) -> String {
    let value = environment[name] ?? fallback
    settings.append(Configuration.Setting(name: name, value: value, isSecret: isSecret))
    return value
  }

  package mutating func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
    let value = text(name, default: String(fallback))
    if let number = Int(value.trimmingBlanks()), range.contains(number) { return number }
    let limit = range.upperBound == .max ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    refuse("\(name) is \"\(value)\": a whole number \(limit) is expected.")
    return fallback
  }

  package mutating func flag(_ name: String, default fallback: Bool) -> Bool {
    let value = text(name, default: fallback ? "true" : "false").lowercased()
    if ["y", "yes", "t", "true", "on", "1"].contains(value) { return true }
    if ["n", "no", "f", "false", "off", "0"].contains(value) { return false }
    refuse("\(name) is \"\(value)\": true or false is expected.")
    return fallback
  }

  package mutating func choice(_ name: String, _ choices: [String], default fallback: String) -> String {
    let value = text(name, default: fallback)
    if choices.contains(value) { return value }
    refuse("\(name) is \"\(value)\": one of \(choices.joined(separator: ", ")) is expected.")
    return fallback
  }

  package mutating func list(_ name: String, separator: Character, isSecret: Bool = false) -> [String] {
    text(name, default: "", isSecret: isSecret).split(separator: separator).map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
  }

  /// The path of a file that can be read; nil when none is named.
  package mutating func file(_ name: String) -> String? {
    guard let path = text(name, default: "").nonEmpty else { return nil }
    if access(path, R_OK) != 0 { refuse("\(name) is \"\(path)\": a file that can be read is expected.") }
    return path
  }

  /// Of our own prefix only these are read, by `tsubame up`.
  private static let own: Set<String> = ["TSUBAME_ADMIN_PASSWORD"]

  package func finish() throws {
    let unknown = environment.keys.filter { $0.hasPrefix("TSUBAME_") && !Self.own.contains($0) }.sorted()
    let all = problems + unknown.map { "\($0) is not a setting of Tsubame. `tsubame config` lists those there are." }
    if !all.isEmpty { throw Configuration.Refused(problems: all) }
  }
}

extension String {
  package var nonEmpty: String? { isEmpty ? nil : self }
}
