import Glibc
import Testing

@testable import Web

@Suite struct IDTests {
  @Test(arguments: [
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89ab-cdef-0123-456789abcdef",
  ])
  func text(text: String) {
    #expect(ID(text)?.description == text)
    #expect(ID(text.uppercased())?.description == text)
  }

  @Test(arguments: [
    "", "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcde", "01234567-89ab-cdef-0123-456789abcdef0",
    "01234567-89ab-cdef-0123-456789abcdefzzz", "01234567-89ab-cdef-0123-456789abcdeg", "{01234567-89ab-cdef-0123-456789abcdef}",
    " 01234567-89ab-cdef-0123-456789abcdef", "0123456-789ab-cdef-0123-456789abcdef", "01234567_89ab_cdef_0123_456789abcdef",
    "01234567-89ab-cdef-0123-456789abcd\u{E9}", "------------------------------------",
  ])
  func notAnID(text: String) {
    #expect(ID(text) == nil)
  }

  @Test func newOnesAreVersion7() throws {
    let before = UInt64(time(nil)) * 1000
    let id = ID.make().description
    let digits = Array(id)
    #expect(digits[14] == "7")
    #expect("89ab".contains(digits[19]), "the variant of RFC 9562 §4.1")
    let milliseconds = try #require(UInt64(id.filter { $0 != "-" }.prefix(12), radix: 16))
    #expect(milliseconds >= before && milliseconds <= before + 2000)
  }

  /// Rows that one request makes are read back in the order in which it made them.
  @Test func newOnesAreInOrder() {
    var previous = ID.make()
    for _ in 0..<200 {
      // A clock tick apart, as the inserts of rows are.
      usleep(2)
      let next = ID.make()
      #expect(previous < next)
      #expect(previous.description < next.description, "as text too, which is how the database sorts")
      previous = next
    }
  }

  @Test func randomOnesAreVersion4() {
    let ids = (0..<1000).map { _ in ID.random() }
    #expect(Set(ids).count == 1000)
    for id in ids {
      let digits = Array(id.description)
      #expect(digits[14] == "4")
      #expect("89ab".contains(digits[19]))
    }
  }
}
