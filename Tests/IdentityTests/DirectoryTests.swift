import Testing

@testable import Identity

@Suite("Names and filters of a directory") struct DirectoryTests {
  @Test(arguments: [
    ("ada", "ada"), ("", ""), ("a b", "a b"), (" a ", "\\ a\\ "), ("  ", "\\ \\ "), ("#1", "\\#1"), ("a#1", "a#1"), ("a,b", "a\\,b"),
    ("a+b=c", "a\\+b\\=c"),
    ("\"<>;\\", "\\\"\\<\\>\\;\\\\"), ("a\0b", "a\\00b"), ("a\nb", "a\\0ab"), ("é*()", "é*()"), ("a,ou=people", "a\\,ou\\=people"),
  ])
  func valuesOfNames(value: String, escaped: String) {
    #expect(DistinguishedName.escaped(value) == escaped)
  }

  /// What is escaped is one value for libldap too, and the same again.
  @Test(arguments: ["a,b", "a+cn=b", "\"x\"", "\\", "#", " x ", "a;b", "<>", "=", "tab\there", "é", "🐦", "a\\,b", "'", "*)(uid=*"])
  func aNameHasOneMoreElement(value: String) throws {
    let name = DistinguishedName.child("uid", value, of: "dc=studio,dc=example")
    let normalized = try #require(DistinguishedName.normalized(name))
    #expect(DistinguishedName.normalized(normalized) == normalized)
    #expect(normalized.hasSuffix(",dc=studio,dc=example"))
    let first = normalized.dropLast(",dc=studio,dc=example".count)
    #expect(first.hasPrefix("uid="))
    // No comma and no plus in it that is not escaped.
    let bare = first.replacing("\\\\", with: "").replacing("\\,", with: "").replacing("\\+", with: "")
    #expect(!bare.contains(",") && !bare.contains("+"))
  }

  @Test func waysToWriteAName() {
    #expect(DistinguishedName.normalized("UID=Ada, OU=People,DC=studio") == DistinguishedName.normalized("uid=ada,ou=people,dc=studio"))
    #expect(DistinguishedName.normalized("uid=ada,ou=people") != DistinguishedName.normalized("uid=ada,ou=peoples"))
    #expect(DistinguishedName.normalized("not a name") == nil)
    #expect(DistinguishedName.child("cn", "a", of: "") == "cn=a")
  }

  @Test(arguments: [
    ("ada", "ada"), ("*", "\\2a"), ("(a)", "\\28a\\29"), ("\\", "\\5c"), ("a\0", "a\\00"), ("é", "\\c3\\a9"),
    ("*)(uid=*", "\\2a\\29\\28uid=\\2a"),
  ])
  func valuesOfFilters(value: String, escaped: String) {
    #expect(DirectoryFilter.escaped(value) == escaped)
    #expect(DirectoryFilter.equal("uid", value) == "(uid=\(escaped))")
  }

  @Test func addresses() {
    #expect(DirectoryServer(host: "directory", port: 389).url == "ldap://directory:389")
    #expect(DirectoryServer(host: "::1", port: 636, usesTLS: true).url == "ldaps://[::1]:636")
  }

  /// Nobody is asked: there is no server at this port.
  @Test func anEmptyPasswordProvesNothing() throws {
    let nowhere = DirectoryServer(host: "127.0.0.1", port: 1)
    let answers = [try nowhere.accepts("", of: "uid=ada,dc=studio"), try nowhere.accepts("password", of: "")]
    #expect(answers == [false, false])
    #expect(throws: DirectoryError.self) { try nowhere.accepts("password", of: "uid=ada,dc=studio") }
    #expect(throws: DirectoryError.self) { try DirectorySession(nowhere, name: "uid=ada,dc=studio", password: "") }
  }
}
