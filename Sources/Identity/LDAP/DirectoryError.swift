import CLDAP

/// Why a directory gave no answer; for the log and for who runs a command.
public struct DirectoryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The result code (RFC 4511 §4.1.9), or a negative number of libldap's own (ldap_error(3)).
  public let code: Int
  public let description: String

  init(code: Int, _ description: String) {
    self.code = code
    self.description = description
  }

  /// - Parameter session: has more to say where the server sent a text of its own.
  init(_ code: Int32, session: OpaquePointer? = nil) {
    self.code = Int(code)
    var text = ldap_err2string(code).map { String(cString: $0) } ?? "an unknown error"
    var details: UnsafeMutablePointer<CChar>?
    if let session, ldap_get_option(session, LDAP_OPT_DIAGNOSTIC_MESSAGE, &details) == LDAP_OPT_SUCCESS, let details {
      let detail = String(cString: details)
      if !detail.isEmpty { text += ": \(detail)" }
      ldap_memfree(details)
    }
    description = text
  }
}
