import Testing

@testable import Identity

@Suite struct RecoveryCodesTests {
  @Test func sets() {
    let codes = RecoveryCodes.make()
    #expect(codes.count == 16)
    #expect(Set(codes + RecoveryCodes.make()).count == 32, "nobody has a code of somebody else")
    #expect(codes.allSatisfy { $0.utf8.count == 10 && $0.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".contains($0) } })
  }

  @Test func eachIsFound() {
    let codes = ["AAAAAAAAAA", "0123456789", "AAAAAAAAAB"]
    let hashes = RecoveryCodes.hashes(of: codes, passwordCost: 4)
    #expect(codes.map { RecoveryCodes.index(of: $0, in: hashes) } == [0, 1, 2])
    #expect(Set(hashes).isDisjoint(with: codes))
  }

  @Test(arguments: ["AAAAAAAAAC", "aaaaaaaaaa", "AAAAAAAAA", "AAAAAAAAAAA", " AAAAAAAAAA", "ＡＡＡＡＡＡＡＡＡＡ", "AAAAAAAAA\0", ""])
  func othersAreNot(code: String) {
    let hashes = RecoveryCodes.hashes(of: ["AAAAAAAAAA"], passwordCost: 4)
    #expect(RecoveryCodes.index(of: code, in: hashes) == nil)
  }

  @Test func hashIsNoCode() {
    #expect(RecoveryCodes.index(of: "AAAAAAAAAA", in: ["AAAAAAAAAA", ""]) == nil, "what is stored is never compared as it is")
    #expect(RecoveryCodes.index(of: "AAAAAAAAAA", in: []) == nil)
  }

  /// Sixteen hashes at the cost of a password would hold a worker for seconds.
  @Test(arguments: [(4, 4), (8, 8), (12, 8), (31, 8)])
  func costs(passwordCost: Int, cost: Int) throws {
    let hash = try #require(RecoveryCodes.hashes(of: ["AAAAAAAAAA"], passwordCost: passwordCost).first)
    #expect(Password.cost(of: hash) == cost)
  }
}
