import Testing
import Web

@testable import Engine
@testable import Tracker

@Suite struct HostResourcesTests {
  private let first = """
    cpu  100 0 100 800 0 0 0 0 0 0
    cpu0 60 0 40 300 100 0 0 0 0 0
    cpu1 0 0 0 500 0 0 0 0 0 0
    intr 12345
    """

  @Test func sinceTheStart() {
    #expect(ProcessorLoad.times(first) == [.init(busy: 100, total: 500), .init(busy: 0, total: 500)])
    #expect(ProcessorLoad().percentages(first) == [20, 0])
  }

  @Test func sinceTheLastTime() {
    let load = ProcessorLoad()
    _ = load.percentages(first)
    let second = "cpu0 110 0 40 350 100 0 0 0 0 0\ncpu1 1 0 0 502 0 0 0 0 0 0\n"
    #expect(load.percentages(second) == [50, 33.3])
    #expect(load.percentages(second) == [0, 0], "within one tick")
    #expect(load.percentages("cpu0 111 0 40 350 100 0 0 0 0 0\n") == [25.1], "another number of processors: from the start again")
  }

  @Test func nothingToRead() {
    #expect(ProcessorLoad().percentages("") == [])
    #expect(HostResources.memory("") == ["total": 0, "used": 0, "available": 0, "percent": 0.0])
    #expect(LocalFile.text("/proc/nope") == "")
  }

  @Test func memory() {
    let text = "MemTotal:        1000 kB\nMemFree:          100 kB\nMemAvailable:     667 kB\n"
    #expect(HostResources.memory(text) == ["total": 1_024_000, "used": 340_992, "available": 683_008, "percent": 33.3])
  }

  @Test func thisMachine() {
    #expect(!ProcessorLoad().percentages(LocalFile.text("/proc/stat")).isEmpty)
    #expect((HostResources.memory(LocalFile.text("/proc/meminfo"))["total"]?.integer ?? 0) > 0)
  }
}
