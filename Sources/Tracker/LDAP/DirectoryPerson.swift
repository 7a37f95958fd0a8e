import Engine
import Identity
import Web

/// Somebody as the directory knows them (contract chapter 08, LDAP synchronisation, steps 3 and 4).
struct DirectoryPerson: Equatable {
  /// Stays the same when the login changes; nil from a directory that has none.
  let uniqueID: String?
  let login: String
  /// In small letters, the one that is preferred first; never empty.
  let emails: [String]
  let firstName: String
  let lastName: String
  /// Nil when the entry does not say.
  let isActive: Bool?

  /// What is asked for of an entry.
  static func attributes(_ kind: DirectorySettings.Kind) -> [String] {
    let common = ["cn", "givenName", "sn", "mail"]
    return common
      + (kind.isActiveDirectory
        ? ["sAMAccountName", "objectGUID", "userAccountControl"] : ["uid", "uniqueIdentifier", "entryUUID", "organizationalStatus"])
  }

  /// Nil for an entry without a login, or whose names are longer than any column.
  init?(_ entry: DirectoryEntry, _ settings: DirectorySettings) {
    let names: [DirectorySettings.Kind: String] = [.plain: "uid", .activeDirectory: "sAMAccountName", .activeDirectorySimple: "cn"]
    guard let login = entry.text(names[settings.kind] ?? "uid") else { return nil }
    self.login = login
    if settings.kind.isActiveDirectory {
      uniqueID = entry.bytes("objectGUID").first.flatMap(Self.text(guid:))
      // ACCOUNTDISABLE (MS-ADTS §2.2.16).
      isActive = entry.text("userAccountControl").flatMap { Int($0) }.map { $0 & 2 == 0 }
    } else {
      uniqueID = (entry.text("uniqueIdentifier") ?? entry.text("entryUUID")).flatMap { $0.unicodeScalars.count <= 60 ? $0 : nil }
      let states = entry.texts("organizationalStatus")
      isActive = states.isEmpty ? nil : states.contains { $0.lowercased() == "active" }
    }
    emails = Self.emails(entry.texts("mail"), login: login, domain: settings.emailDomain)
    let lastName = entry.text("sn") ?? ""
    firstName = entry.text("givenName") ?? (lastName.isEmpty ? entry.text("cn") ?? login : "")
    self.lastName = lastName
    guard !emails.isEmpty, [login, firstName, lastName].allSatisfy({ $0.unicodeScalars.count <= 80 && !$0.utf8.contains(0) }) else {
      return nil
    }
  }

  /// The address that is the login itself comes first, then those of the studio, then the others. Without any, one is made of the login.
  private static func emails(_ mails: [String], login: String, domain: String) -> [String] {
    let valid = mails.map { $0.trimmingBlanks().lowercased() }.filter(Email.isValid)
    if valid.isEmpty { return ["\(login)@\(domain)".lowercased()].filter(Email.isValid) }
    func rank(_ mail: String) -> Int { mail == login.lowercased() ? 0 : mail.contains(domain.lowercased()) ? 1 : 2 }
    return valid.indices.sorted { (rank(valid[$0]), $0) < (rank(valid[$1]), $1) }.map { valid[$0] }
  }

  /// A GUID is kept with its first three groups turned round (MS-DTYP §2.3.4.2).
  private static func text(guid bytes: [UInt8]) -> String? {
    guard bytes.count == 16 else { return nil }
    let order = [3, 2, 1, 0, 5, 4, 7, 6] + Array(8...15)
    func number(_ part: some Sequence<Int>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64(bytes[order[$1]]) } }
    return ID(high: number(0..<8), low: number(8..<16)).description
  }
}
