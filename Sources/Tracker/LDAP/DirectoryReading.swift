import Engine
import Identity

/// Reads the people out of the directory (contract chapter 08, LDAP synchronisation, steps 1 and 2).
struct DirectoryReading {
  /// Why nothing could be read.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let settings: DirectorySettings
  private let session: DirectorySession
  private var isActiveDirectory: Bool { settings.kind.isActiveDirectory }

  /// Binds as `LDAP_USER`, as nobody without one.
  init(_ settings: DirectorySettings) throws {
    self.settings = settings
    var server = settings.server
    // A page of a large directory takes longer than a bind.
    server.timeout = 60
    do {
      session = try DirectorySession(server, name: Self.bindName(settings), password: settings.password)
    } catch {
      throw Failure(description: "The directory at \(server.host), port \(server.port), does not let us in: \(error).")
    }
  }

  private static func bindName(_ settings: DirectorySettings) -> String? {
    guard !settings.user.isEmpty else { return nil }
    // A name that is complete is taken as it is.
    if settings.kind == .activeDirectorySimple || settings.user.contains(where: { "=@\\".contains($0) }) { return settings.user }
    return settings.bindName(settings.user)
  }

  /// Everybody who takes part, first those who can sign in, for they are where a bind looks for them. Entries that nobody can sign in with are
  /// told to `report`.
  func people(report: (String) -> Void) throws -> [DirectoryPerson] {
    let filter: String
    var members: Members?
    if isActiveDirectory {
      let group = settings.group.isEmpty ? "" : DirectoryFilter.equal("memberOf", try groupName())
      filter = "(&(objectClass=person)(objectClass=user)(!(objectClass=computer))\(group))"
    } else {
      filter = "(&(objectClass=person)(uid=*))"
      if !settings.group.isEmpty { members = try self.members() }
    }
    var (direct, others): ([DirectoryPerson], [DirectoryPerson]) = ([], [])
    for entry in try search(settings.base, .subtree, filter, DirectoryPerson.attributes(settings.kind)) {
      if let members, !members.contain(entry) { continue }
      guard let person = DirectoryPerson(entry, settings) else {
        report("left out \(entry.name): it has no login, or a name that is too long")
        continue
      }
      if isBound(person, as: entry.name) { direct.append(person) } else { others.append(person) }
    }
    return direct + others
  }

  private func isBound(_ person: DirectoryPerson, as name: String) -> Bool {
    settings.bindName(person.login).flatMap(DistinguishedName.normalized) == DistinguishedName.normalized(name)
  }

  private func search(_ base: String, _ scope: DirectorySession.Scope, _ filter: String, _ attributes: [String]) throws -> [DirectoryEntry]
  {
    do {
      return try session.search(base, scope, filter, attributes)
    } catch {
      // sizeLimitExceeded, adminLimitExceeded (RFC 4511 §4.1.9).
      let advice = [4, 11].contains(error.code) ? " LDAP_USER needs the right to read all of it." : ""
      throw Failure(description: "The directory cannot be searched at \(base): \(error).\(advice)")
    }
  }

  // MARK: The group

  private struct Members {
    let names: Set<String>
    let logins: Set<String>

    func contain(_ entry: DirectoryEntry) -> Bool {
      DistinguishedName.normalized(entry.name).map(names.contains) == true || entry.texts("uid").contains(where: logins.contains)
    }
  }

  /// `LDAP_GROUP` is a distinguished name, or a name that is looked for below the base.
  private func group() throws -> DirectoryEntry {
    let attributes = ["uniqueMember", "member", "memberUid"]
    let isComplete = settings.group.contains("=")
    let classes = ["groupOfUniqueNames", "groupOfNames", "posixGroup", "group"].map { DirectoryFilter.equal("objectClass", $0) }.joined()
    let filter = isComplete ? "(objectClass=*)" : "(&(|\(classes))\(DirectoryFilter.equal("cn", settings.group)))"
    let found = try search(isComplete ? settings.group : settings.base, isComplete ? .entry : .subtree, filter, attributes)
    guard let group = found.first, found.count == 1 else {
      throw Failure(description: "LDAP_GROUP is \"\(settings.group)\": \(found.count) groups of that name were found, one is expected.")
    }
    return group
  }

  private func groupName() throws -> String { settings.group.contains("=") ? settings.group : try group().name }

  private func members() throws -> Members {
    let group = try group()
    let names = (group.texts("uniqueMember") + group.texts("member")).compactMap(DistinguishedName.normalized)
    return Members(names: Set(names), logins: Set(group.texts("memberUid")))
  }
}
