/// Where the directory is and how it is spoken to (LDAP, RFC 4511).
public struct DirectoryServer: Sendable {
  public var host: String
  public var port: Int
  /// TLS from the first byte (`ldaps`). The server's certificate is checked, its name too.
  public var usesTLS: Bool
  /// PEM file of the authorities that the server must be certified by; nil for the system's.
  public var certificateAuthority: String?
  /// Seconds to connect in, and seconds for each answer.
  public var timeout: Int

  /// Where Debian keeps the authorities of the system. libldap has no default of its own.
  static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"

  public init(host: String, port: Int, usesTLS: Bool = false, certificateAuthority: String? = nil, timeout: Int = 5) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
    self.certificateAuthority = certificateAuthority
    self.timeout = timeout
  }

  var url: String { "\(usesTLS ? "ldaps" : "ldap")://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  /// Does the directory know the password? Asked by a simple bind (RFC 4513 §5.1.3), after which the connection ends.
  ///
  /// An empty password is never shown to the directory: it would take the bind for one without any, and agree (RFC 4513 §5.1.2).
  /// - Parameter name: a distinguished name, or what else the server takes for one.
  /// - Throws: `DirectoryError` when it said neither yes nor no.
  public func accepts(_ password: String, of name: String) throws(DirectoryError) -> Bool {
    guard !password.isEmpty, !name.isEmpty else { return false }
    do {
      _ = try DirectorySession(self, name: name, password: password)
      return true
    } catch {
      if Self.refusals.contains(error.code) { return false }
      throw error
    }
  }

  /// noSuchObject, inappropriateAuthentication (the entry has no password), invalidCredentials.
  private static let refusals: Set<Int> = [32, 48, 49]
}
