import Engine
import Web

/// What must change so that our people are those of the directory (contract chapter 08, LDAP synchronisation, step 4). It only thinks:
/// nothing is read or written here.
struct DirectoryPlan {
  /// One of our people.
  struct Person: Equatable {
    let id: ID
    var uniqueID: String?
    var login: String?
    var email: String?
    var firstName: String
    var lastName: String
    var isActive: Bool
    var isGuest = false
    var isFromDirectory: Bool

    fileprivate var line: String { "\(login ?? "-") <\(email ?? "-")>" }
  }

  private(set) var created: [Person] = []
  private(set) var updated: [Person] = []
  private(set) var deactivated: [Person] = []
  /// Who was active until now, of all those above.
  private(set) var ended: [ID] = []
  private(set) var unchanged = 0
  /// Who would be active but for the limit.
  private(set) var beyondLimit = 0
  /// What happens to whom, a line each.
  private(set) var lines: [String] = []

  /// How many more may be active.
  private var room: Int
  private var addresses: [String: ID]
  private var uniqueIDs: [String: ID]

  /// - Parameters:
  ///   - excluded: logins that are left alone.
  ///   - limit: of active people who are no guests.
  init(_ found: [DirectoryPerson], _ ours: [Person], excluded: Set<String>, limit: Int) {
    room = limit - ours.count { $0.isActive && !$0.isGuest }
    addresses = Dictionary(ours.compactMap { person in person.email.map { ($0.lowercased(), person.id) } }) { first, _ in first }
    uniqueIDs = Dictionary(ours.compactMap { person in person.uniqueID.map { (Self.normalized($0), person.id) } }) { first, _ in first }
    // Two with one login would sign in with one password. The first is the one whom the directory is asked for.
    var logins: Set<String> = []
    let found = found.filter { entry in
      if excluded.contains(entry.login) { return false }
      if logins.insert(Self.normalized(entry.login)).inserted { return true }
      lines.append("left out \(entry.login) <\(entry.emails[0])>: somebody else has the login")
      return false
    }
    let matches = Self.match(found, ours)
    // Who leaves makes room for who comes.
    let stays = Set(matches.compactMap { $0?.id })
    for person in ours where person.isFromDirectory && person.isActive && !stays.contains(person.id) {
      if !excluded.contains(person.login ?? "") { deactivate(person) }
    }
    // A directory in which nobody has a state has none; else who has none is not active.
    let hasStates = found.contains { $0.isActive != nil }
    func isActive(_ entry: DirectoryPerson) -> Bool { entry.isActive ?? !hasStates }
    for (entry, person) in zip(found, matches) {
      if let person { update(person, entry, isActive: isActive(entry)) }
    }
    for (entry, person) in zip(found, matches) where person == nil && isActive(entry) { create(entry) }
  }

  /// Who of ours each of the entries is: by unique id, then by login, then by any address. Nobody is two entries.
  private static func match(_ found: [DirectoryPerson], _ ours: [Person]) -> [Person?] {
    var matches = [Person?](repeating: nil, count: found.count)
    var taken: Set<ID> = []
    func match(_ keys: (DirectoryPerson) -> [String], _ key: (Person) -> String?) {
      let known = Dictionary(ours.compactMap { person in key(person).map { (normalized($0), person) } }) { first, _ in first }
      for index in found.indices where matches[index] == nil {
        let match = keys(found[index]).lazy.compactMap { known[normalized($0)] }.first { !taken.contains($0.id) }
        guard let match else { continue }
        matches[index] = match
        taken.insert(match.id)
      }
    }
    match({ $0.uniqueID.map { [$0] } ?? [] }, \.uniqueID)
    match({ [$0.login] }, \.login)
    match(\.emails, \.email)
    return matches
  }

  /// Directories do not tell large from small letters, and some tools write a GUID in braces.
  private static func normalized(_ key: String) -> String { key.lowercased().filter { $0 != "{" && $0 != "}" } }

  // MARK: Changes

  private mutating func create(_ entry: DirectoryPerson) {
    let email = entry.emails[0]
    let id = ID.make()
    let person = Person(
      id: id, uniqueID: uniqueID(of: entry, for: id), login: entry.login, email: email, firstName: entry.firstName,
      lastName: entry.lastName, isActive: true, isFromDirectory: true)
    if addresses[email] != nil { return lines.append("left out \(person.line): somebody else has the address") }
    guard room > 0 else {
      beyondLimit += 1
      return lines.append("left out \(person.line): the limit of active people (USER_LIMIT) is reached")
    }
    room -= 1
    addresses[email] = person.id
    if let uniqueID = person.uniqueID { uniqueIDs[Self.normalized(uniqueID)] = person.id }
    created.append(person)
    lines.append("created \(person.line)")
  }

  private mutating func update(_ person: Person, _ entry: DirectoryPerson, isActive: Bool) {
    var new = person
    new.login = entry.login
    if let uniqueID = uniqueID(of: entry, for: person.id), uniqueIDs.updateValue(person.id, forKey: Self.normalized(uniqueID)) == nil {
      new.uniqueID = uniqueID
    }
    if let email = entry.emails.first(where: { addresses[$0] == nil || addresses[$0] == person.id }) {
      addresses[email] = person.id
      new.email = email
    }
    (new.firstName, new.lastName, new.isFromDirectory) = (entry.firstName, entry.lastName, true)
    new.isActive = isActive
    if isActive && !person.isActive && !person.isGuest {
      if room > 0 {
        room -= 1
      } else {
        beyondLimit += 1
        new.isActive = false
        lines.append("not activated \(new.line): the limit of active people (USER_LIMIT) is reached")
      }
    }
    if !isActive && person.isActive && !person.isGuest { room += 1 }
    if person.isActive && !new.isActive { ended.append(person.id) }
    guard new != person else {
      unchanged += 1
      return
    }
    updated.append(new)
    lines.append("updated \(new.line): \(Self.differences(person, new).joined(separator: ", "))")
  }

  /// Nil when somebody else has it: some directories let people write theirs themselves.
  private func uniqueID(of entry: DirectoryPerson, for id: ID) -> String? {
    entry.uniqueID.flatMap { (uniqueIDs[Self.normalized($0)] ?? id) == id ? $0 : nil }
  }

  private mutating func deactivate(_ person: Person) {
    var new = person
    new.isActive = false
    if !person.isGuest { room += 1 }
    deactivated.append(new)
    ended.append(person.id)
    lines.append("deactivated \(person.line): no longer in the directory")
  }

  private static func differences(_ old: Person, _ new: Person) -> [String] {
    var differences: [String] = []
    if old.isActive != new.isActive { differences.append(new.isActive ? "active again" : "not active any more") }
    if old.login != new.login { differences.append("login was \(old.login ?? "-")") }
    if old.email != new.email { differences.append("address was \(old.email ?? "-")") }
    if old.firstName != new.firstName || old.lastName != new.lastName { differences.append("name was \(old.firstName) \(old.lastName)") }
    if old.uniqueID != new.uniqueID { differences.append("id in the directory") }
    if !old.isFromDirectory { differences.append("signs in by the directory from now on") }
    return differences
  }
}
