import Testing

@testable import Identity

/// Cost 4 throughout: the cost is no subject here but where it says so.
@Suite struct PasswordTests {
  @Test func comesBack() {
    let hash = Password.hash("correct horse", cost: 4)
    #expect(Password.verify("correct horse", hash: hash))
    #expect(!Password.verify("correct horsE", hash: hash))
    #expect(!Password.verify("", hash: hash))
    #expect(hash.hasPrefix("$2b$04$"))
    #expect(hash.utf8.count == 60)
    #expect(Password.hash("correct horse", cost: 4) != hash, "another salt each time")
  }

  /// Hashes of the original, and of other makers of bcrypt (John the Ripper's test vectors).
  @Test(arguments: [
    ("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
    ("U*U*", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
    ("", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
    ("U*U*U", "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
  ])
  func vectors(password: String, hash: String) {
    #expect(Password.verify(password, hash: hash))
    #expect(!Password.verify(password + "x", hash: hash))
  }

  @Test func only72BytesCount() {
    let base = String(repeating: "a", count: 72)
    let hash = Password.hash(base + "one", cost: 4)
    #expect(Password.verify(base + "two", hash: hash))
    #expect(Password.verify(base, hash: hash))
    #expect(!Password.verify(String(base.dropLast()), hash: hash))
    #expect(!Password.verify(base.dropLast() + "b", hash: hash))
    // Bytes, not characters: the 72nd byte is in the middle of a character.
    let accents = String(repeating: "é", count: 36) + "x"
    #expect(Password.verify(String(repeating: "é", count: 36), hash: Password.hash(accents, cost: 4)))
    #expect(!Password.verify(String(repeating: "é", count: 35) + "è", hash: Password.hash(accents, cost: 4)))
  }

  @Test(arguments: [
    "", "*", "default", "$1$abc$def", "$2b$", "$2b$04$short", "$2b$99$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
  ])
  func unreadableHashes(hash: String) {
    #expect(!Password.verify("U*U", hash: hash))
    #expect(!Password.verify("", hash: hash))
    #expect(!Password.verify(hash, hash: hash), "the hash itself is no password")
  }

  @Test func costs() {
    #expect(Password.cost(of: Password.hash("x", cost: 4)) == 4)
    #expect(Password.cost(of: Password.hash("x", cost: 6)) == 6)
    #expect(Password.cost(of: "$1$abc$def") == nil)
    #expect(Password.cost(of: "") == nil)
  }
}
