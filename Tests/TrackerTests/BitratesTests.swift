import Testing
import Web

@testable import Tracker

@Suite struct BitratesTests {
  private let rates = Bitrates(most: 28)

  @Test func range() throws {
    try rates.check(low: nil, high: nil)
    try rates.check(low: 1, high: 28)
    try rates.check(low: 28, high: nil)
    #expect(throws: Failure.self) { try rates.check(low: 0, high: 5) }
    #expect(throws: Failure.self) { try rates.check(low: nil, high: 29) }
    #expect(throws: Failure.self) { try rates.check(low: 6, high: 5) }
  }

  @Test func onlyWhatChangesIsLookedAt() throws {
    try rates.check(["hd_bitrate_compression": 3], stored: (high: 20, low: 6))
    try rates.check(["hd_bitrate_compression": 40], stored: (high: 40, low: 6))
    #expect(throws: Failure.self) { try rates.check(["ld_bitrate_compression": 6], stored: (high: 5, low: nil)) }
    #expect(throws: Failure.self) { try rates.check(["hd_bitrate_compression": "5"], stored: nil) }
    #expect(throws: Failure.self) { try rates.check(["hd_bitrate_compression": true], stored: nil) }
  }

  @Test func theServerSaysWhatIsMost() throws {
    let few = Bitrates(most: 10)
    try few.check(low: nil, high: 10)
    #expect(throws: Failure.self) { try few.check(low: nil, high: 11) }
    #expect(throws: Failure.self) { try few.check(low: 11, high: nil) }
  }
}
