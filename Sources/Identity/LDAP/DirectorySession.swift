import CLDAP
import Glibc

/// A connection to a directory on which somebody has bound.
public final class DirectorySession {
  private let server: DirectoryServer
  private let session: OpaquePointer
  private let deadline = DirectoryDeadline()

  /// Entries asked for at a time. Active Directory answers 1000 at most.
  private static let pageSize = 500

  /// - Parameters:
  ///   - name: who binds; nil for nobody (anonymous).
  ///   - password: never empty when somebody binds.
  public init(_ server: DirectoryServer, name: String?, password: String) throws(DirectoryError) {
    if name != nil && password.isEmpty { throw DirectoryError(code: 49, "an empty password proves nothing") }
    var session: OpaquePointer?
    let status = ldap_initialize(&session, server.url)
    guard status == LDAP_SUCCESS, let session else { throw DirectoryError(status) }
    self.server = server
    self.session = session
    try configure()
    try bind(name ?? "", password)
  }

  deinit { ldap_unbind_ext(session, nil, nil) }

  private func configure() throws(DirectoryError) {
    try set(LDAP_OPT_PROTOCOL_VERSION, Int32(LDAP_VERSION3))
    // Off: a referral would take a password to a server that nobody has named.
    guard ldap_set_option(session, LDAP_OPT_REFERRALS, nil) == LDAP_OPT_SUCCESS else { throw DirectoryError(LDAP_OTHER) }
    let limit = timeval(tv_sec: server.timeout, tv_usec: 0)
    try set(LDAP_OPT_NETWORK_TIMEOUT, limit)
    try set(LDAP_OPT_TIMEOUT, limit)
    deadline.renew(seconds: server.timeout)
    guard deadline.guardConnections(of: session) else { throw DirectoryError(LDAP_OTHER) }
    guard server.usesTLS else { return }
    // Set here, over whatever /etc/ldap/ldap.conf says.
    try set(LDAP_OPT_X_TLS_REQUIRE_CERT, Int32(LDAP_OPT_X_TLS_DEMAND))
    let authority = server.certificateAuthority ?? DirectoryServer.systemAuthorities
    guard ldap_set_option(session, LDAP_OPT_X_TLS_CACERTFILE, authority) == LDAP_OPT_SUCCESS else { throw DirectoryError(LDAP_OTHER) }
    do {
      try set(LDAP_OPT_X_TLS_NEWCTX, Int32(0))
    } catch {
      throw DirectoryError(code: error.code, "the certificates in \(authority) cannot be used")
    }
  }

  private func set<Value>(_ option: Int32, _ value: Value) throws(DirectoryError) {
    let status = withUnsafePointer(to: value) { ldap_set_option(session, option, $0) }
    guard status == LDAP_OPT_SUCCESS else { throw DirectoryError(LDAP_OTHER) }
  }

  private func bind(_ name: String, _ password: String) throws(DirectoryError) {
    var password = Array(password.utf8CString)
    let status = password.withUnsafeMutableBufferPointer { bytes in
      var credentials = berval(bv_len: ber_len_t(bytes.count - 1), bv_val: bytes.baseAddress)
      return ldap_sasl_bind_s(session, name, nil, &credentials, nil, nil, nil)
    }
    guard status == LDAP_SUCCESS else { throw DirectoryError(status, session: session) }
  }

  // MARK: Searching

  public enum Scope: Sendable {
    /// The entry of that name alone.
    case entry
    /// And everything below it.
    case subtree
  }

  /// The entries below `base` that the filter matches, a page after the other (RFC 2696), so that a directory that limits its answers gives
  /// all of them.
  /// - Parameter attributes: that are wanted of them.
  public func search(_ base: String, _ scope: Scope, _ filter: String, _ attributes: [String]) throws(DirectoryError) -> [DirectoryEntry] {
    var found: [DirectoryEntry] = []
    var cookie: [UInt8] = []
    repeat {
      let page = try page(base, scope, filter, attributes, after: cookie)
      found += page.entries
      cookie = page.cookie
    } while !cookie.isEmpty
    return found
  }

  private func page(
    _ base: String, _ scope: Scope, _ filter: String, _ attributes: [String], after cookie: [UInt8]
  ) throws(DirectoryError) -> (entries: [DirectoryEntry], cookie: [UInt8]) {
    var control: UnsafeMutablePointer<LDAPControl>?
    var bytes = cookie.map { CChar(bitPattern: $0) }
    var status = bytes.withUnsafeMutableBufferPointer { bytes in
      var value = berval(bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress)
      return ldap_create_page_control(session, ber_int_t(Self.pageSize), &value, 0, &control)
    }
    guard status == LDAP_SUCCESS, let control else { throw DirectoryError(status, session: session) }
    defer { ldap_control_free(control) }

    var controls: [UnsafeMutablePointer<LDAPControl>?] = [control, nil]
    var names: [UnsafeMutablePointer<CChar>?] = attributes.map { strdup($0) } + [nil]
    defer { for name in names { free(name) } }
    var limit = timeval(tv_sec: server.timeout, tv_usec: 0)
    var answer: OpaquePointer?
    deadline.renew(seconds: server.timeout)
    status = ldap_search_ext_s(
      session, base, Int32(scope == .entry ? LDAP_SCOPE_BASE : LDAP_SCOPE_SUBTREE), filter, &names, 0, &controls, nil, &limit,
      LDAP_NO_LIMIT, &answer)
    defer { if let answer { ldap_msgfree(answer) } }
    guard status == LDAP_SUCCESS, let answer else { throw DirectoryError(status, session: session) }
    return (entries(of: answer, attributes), try self.cookie(of: answer))
  }

  private func entries(of answer: OpaquePointer, _ attributes: [String]) -> [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    var next = ldap_first_entry(session, answer)
    while let entry = next {
      var values: [String: [[UInt8]]] = [:]
      for attribute in attributes { values[attribute.lowercased()] = self.values(attribute, of: entry) }
      var name = ""
      if let text = ldap_get_dn(session, entry) {
        name = String(cString: text)
        ldap_memfree(text)
      }
      entries.append(DirectoryEntry(name: name, values: values))
      next = ldap_next_entry(session, entry)
    }
    return entries
  }

  private func values(_ attribute: String, of entry: OpaquePointer) -> [[UInt8]] {
    guard let list = ldap_get_values_len(session, entry, attribute) else { return [] }
    defer { ldap_value_free_len(list) }
    return (0..<Int(ldap_count_values_len(list))).map { index in
      list[index].map { Array(UnsafeRawBufferPointer(start: $0.pointee.bv_val, count: Int($0.pointee.bv_len))) } ?? []
    }
  }

  /// Where the next page begins; empty after the last one, and from a server that knows no pages.
  private func cookie(of answer: OpaquePointer) throws(DirectoryError) -> [UInt8] {
    var code: Int32 = 0
    var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    let status = ldap_parse_result(session, answer, &code, nil, nil, nil, &controls, 0)
    defer { if let controls { ldap_controls_free(controls) } }
    guard status == LDAP_SUCCESS else { throw DirectoryError(status, session: session) }
    guard let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) else { return [] }
    var total: ber_int_t = 0
    var cookie = berval()
    guard ldap_parse_pageresponse_control(session, control, &total, &cookie) == LDAP_SUCCESS else { return [] }
    defer { if let memory = cookie.bv_val { ber_memfree(memory) } }
    return Array(UnsafeRawBufferPointer(start: cookie.bv_val, count: Int(cookie.bv_len)))
  }
}

/// An entry of a directory, with the attributes that were asked for.
public struct DirectoryEntry: Sendable, Equatable {
  /// Its distinguished name.
  public let name: String
  private let values: [String: [[UInt8]]]

  /// - Parameter values: by the names of attributes in small letters, as directories do not tell large from small ones.
  public init(name: String, values: [String: [[UInt8]]]) {
    self.name = name
    self.values = values
  }

  /// All values of an attribute, as bytes.
  public func bytes(_ attribute: String) -> [[UInt8]] { values[attribute.lowercased()] ?? [] }

  /// The values of an attribute that are text and not empty.
  public func texts(_ attribute: String) -> [String] {
    bytes(attribute).compactMap { String(validating: $0, as: UTF8.self) }.filter { !$0.isEmpty }
  }

  /// The first value of an attribute, as text.
  public func text(_ attribute: String) -> String? { texts(attribute).first }
}
