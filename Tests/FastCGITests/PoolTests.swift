import Testing

@testable import FastCGI

@Suite struct PoolTests {
  @Test func backOff() {
    var backOff = BackOff()
    backOff.fail(now: 0)
    backOff.fail(now: 1)
    #expect(backOff.failures == 1 && backOff.until == 100_000, "workers that die together are one failure")
    backOff.fail(now: 100_000)
    #expect(backOff.until == 300_000)
    for round in 1...20 { backOff.fail(now: UInt64(round) * 100 * MonotonicClock.second) }
    #expect(backOff.until == 2_030 * MonotonicClock.second, "never longer than 30 s")
    backOff.succeed()
    backOff.fail(now: 3_000 * MonotonicClock.second)
    #expect(backOff.until == 3_000 * MonotonicClock.second + 100_000)
  }

  @Test func processEnd() {
    #expect(ProcessEnd(status: 0) == .exited(0))
    #expect(ProcessEnd(status: 12 << 8) == .exited(WorkerExit.failedToStart.rawValue))
    #expect(ProcessEnd(status: 9) == .killed(9))
    #expect(ProcessEnd(status: 11 | 0x80) == .killed(11), "with a core dump")
    #expect(ProcessEnd(status: 9).description == "was killed by signal 9 (Killed)")
  }

  @Test func configuration() throws {
    try PoolConfiguration().validate()
    let bad: [WritableKeyPath<PoolConfiguration, Int>] = [\.workers, \.maxRequests, \.drain, \.headTimeout, \.maxBody]
    for setting in bad {
      var configuration = PoolConfiguration()
      configuration[keyPath: setting] = -1
      #expect(throws: PoolError.self) { try configuration.validate() }
    }
  }
}
