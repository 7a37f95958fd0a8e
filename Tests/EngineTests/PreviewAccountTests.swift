import Testing

@testable import Engine

@Suite struct PreviewAccountTests {
  private let account = PreviewAccount(openedAt: 1000, openUntil: 1000 + PreviewAccount.minutes * 60)

  @Test func staysOpenForAnHour() {
    #expect(account.isOpen(at: 1000))
    #expect(account.isOpen(at: 4599))
    #expect(!account.isOpen(at: 4600))
  }

  @Test func tokensEndWithTheHour() {
    #expect(account.admits(tokenOf: 1000, at: 4599))
    #expect(!account.admits(tokenOf: 1000, at: 4600))
  }

  @Test func openingAgainRevivesNoToken() {
    let again = PreviewAccount(openedAt: 9000, openUntil: 12600)
    #expect(!again.admits(tokenOf: 1500, at: 9001))
    #expect(again.admits(tokenOf: 9000, at: 9001))
  }

  @Test func closedAdmitsNobody() {
    let closed = PreviewAccount(openedAt: nil, openUntil: nil)
    #expect(!closed.isOpen(at: 0))
    #expect(!closed.admits(tokenOf: 0, at: 0))
  }
}
