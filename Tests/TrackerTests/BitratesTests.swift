import Testing
import Web

@testable import Tracker

@Suite struct BitratesTests {
  @Test func range() throws {
    try Bitrates.check(low: nil, high: nil)
    try Bitrates.check(low: 1, high: 28)
    try Bitrates.check(low: 28, high: nil)
    #expect(throws: Failure.self) { try Bitrates.check(low: 0, high: 5) }
    #expect(throws: Failure.self) { try Bitrates.check(low: nil, high: 29) }
    #expect(throws: Failure.self) { try Bitrates.check(low: 6, high: 5) }
  }

  @Test func onlyWhatChangesIsLookedAt() throws {
    try Bitrates.check(["hd_bitrate_compression": 3], stored: (high: 20, low: 6))
    try Bitrates.check(["hd_bitrate_compression": 40], stored: (high: 40, low: 6))
    #expect(throws: Failure.self) { try Bitrates.check(["ld_bitrate_compression": 6], stored: (high: 5, low: nil)) }
    #expect(throws: Failure.self) { try Bitrates.check(["hd_bitrate_compression": "5"], stored: nil) }
    #expect(throws: Failure.self) { try Bitrates.check(["hd_bitrate_compression": true], stored: nil) }
  }
}
