import Identity

/// The directory that knows passwords and people (LDAP; contract chapter 01, Algorithm 6, and chapter 08, LDAP synchronisation).
package struct DirectorySettings: Sendable {
  /// What people are called in it, and how their passwords are checked.
  package enum Kind: Sendable {
    /// `uid=login,base`: OpenLDAP, 389 Directory Server, FreeIPA.
    case plain
    /// `login@domain`, or `DOMAIN\login` for a domain without a dot, as Active Directory takes them in a simple bind (MS-ADTS §5.1.1.1.1).
    case activeDirectory
    /// Active Directory with people called by their full name: `cn=login,base`.
    case activeDirectorySimple

    package var isActiveDirectory: Bool { self != .plain }
  }

  package var server = DirectoryServer(host: "127.0.0.1", port: 389)
  package var kind = Kind.plain
  /// Below it are the people.
  package var base = ""
  /// Only its members take part; everybody when empty.
  package var group = ""
  package var domain = ""
  /// May people who are not of the directory sign in with a password of ours?
  package var fallsBack = false

  // For the synchronisation only.
  package var user = ""
  package var password = ""
  /// Of addresses that the directory does not know.
  package var emailDomain = ""
  /// Logins that the synchronisation leaves alone.
  package var excluded: Set<String> = []

  package init() {}

  /// - Parameters:
  ///   - authority: that servers are certified by when `LDAP_SSL_CA` names no other.
  ///   - isUsed: nothing is refused that plays no role.
  package init(_ reader: inout EnvironmentReader, authority: String?, isUsed: Bool) {
    let usesTLS = reader.flag("LDAP_SSL", default: false)
    server.usesTLS = usesTLS
    server.host = reader.text("LDAP_HOST", default: "127.0.0.1")
    server.port = reader.integer("LDAP_PORT", default: usesTLS ? 636 : 389, in: 1...65_535)
    server.certificateAuthority = reader.file("LDAP_SSL_CA") ?? authority
    base = reader.text("LDAP_BASE_DN", default: "cn=Users,dc=zou,dc=local")
    group = reader.text("LDAP_GROUP", default: "")
    domain = reader.text("LDAP_DOMAIN", default: "zou.local")
    fallsBack = reader.flag("LDAP_FALLBACK", default: false)
    let isActiveDirectory = reader.flag("LDAP_IS_AD", default: false)
    kind = reader.flag("LDAP_IS_AD_SIMPLE", default: false) ? .activeDirectorySimple : isActiveDirectory ? .activeDirectory : .plain
    user = reader.text("LDAP_USER", default: "")
    password = reader.text("LDAP_PASSWORD", default: "", isSecret: true)
    emailDomain = reader.text("EMAIL_DOMAIN", default: "studio.local")
    excluded = Set(reader.list("LDAP_EXCLUDED_ACCOUNTS", separator: ","))
    guard isUsed else { return }
    let isHost = !server.host.isEmpty && server.host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#@[]".utf8.contains($0) }
    if !isHost { reader.refuse("LDAP_HOST is \"\(server.host)\": the name or address of a host is expected, without ldap://.") }
    if DistinguishedName.normalized(base) == nil {
      reader.refuse("LDAP_BASE_DN is \"\(base)\": a distinguished name is expected, as ou=people,dc=studio,dc=example.")
    }
    if kind == .activeDirectory && domain.isEmpty { reader.refuse("LDAP_DOMAIN is missing: with LDAP_IS_AD people are called by it.") }
  }

  // MARK: Signing in

  /// Is it the password of that login? - Throws: `DirectoryError` when the directory says neither yes nor no.
  package func accepts(_ password: String, login: String) throws(DirectoryError) -> Bool {
    guard let name = bindName(login) else { return false }
    return try server.accepts(password, of: name)
  }

  /// What somebody is called in a bind; nil for a login that nobody can have.
  package func bindName(_ login: String) -> String? {
    guard !login.isEmpty else { return nil }
    switch kind {
    case .plain: return DistinguishedName.child("uid", login, of: base)
    case .activeDirectorySimple: return DistinguishedName.child("cn", login, of: base)
    case .activeDirectory:
      // No account name has these (MS-SAMR §3.1.1.6), and with one of them it would be a name of another form.
      let isName = login.unicodeScalars.allSatisfy { $0.value >= 0x20 && !"\"/\\[]:;|=,+*?<>@".unicodeScalars.contains($0) }
      guard isName else { return nil }
      return domain.contains(".") ? "\(login)@\(domain)" : "\(domain)\\\(login)"
    }
  }
}
