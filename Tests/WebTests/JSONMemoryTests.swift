import CShims
import Testing

@testable import Web

/// What documents of outside cost: `JSON.costPerByte` times their size at most, and no more values than `JSON.maxValues`.
@Suite(.serialized) struct JSONMemoryTests {
  private static var used: Int { shim_allocated() }

  /// A document of about so many bytes, with `piece` again and again. In it, `%` stands for its number.
  private static func document(_ open: String, _ close: String, size: Int, _ piece: String) -> [UInt8] {
    let parts = piece.split(separator: "%", omittingEmptySubsequences: false).map { Array($0.utf8) }
    var text = Array(open.utf8)
    var number = 0
    while text.count < size {
      if number > 0 { text.append(UInt8(ascii: ",")) }
      text += parts.joined(separator: String(number).utf8)
      number += 1
    }
    return text + Array(close.utf8)
  }

  /// As programs send them: none is refused for its size. In a process of its own: the allocator counts all threads together.
  @Test func usual() async {
    await #expect(processExitsWith: .success) {
      let uuid = "8a3b6c1e-0000-4000-8000-000000000000"
      for piece in [
        #"{"name":"SH%","sequence_id":"\#(uuid)","nb_frames":48}"#, #""\#(uuid)""#,
        #"{"asset_id":"\#(uuid)","nb_occurences":%,"label":"animate","data":{}}"#, "[%.25,%.125]", #""text %""#,
        "\"" + String(repeating: "a", count: 500) + "\"",
      ] {
        let bytes = Self.document("[", "]", size: 1 << 20, piece)
        let before = Self.used
        let document = try JSON.parse(bytes)
        let cost = Self.used - before
        #expect(cost < bytes.count * JSON.costPerByte, "\(piece): \(cost) bytes for \(bytes.count)")
        #expect(document.array?.isEmpty == false)
      }
    }
  }

  /// As nobody sends them: either refused, or not more expensive than others. In a process of its own, as above.
  @Test func hostile() async {
    await #expect(processExitsWith: .success) {
      for piece in [
        #"{"a":0}"#, "{}", "[]", "0", "[0]", #"{"":{"":{"":[[[]]]}}}"#, #""0123456789abcdef""#,
        #""\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n""#, "12345678901234567890", #"{"a":0,"a":0,"a":0}"#, #"member "%":0"#,
      ] {
        let isMember = piece.hasPrefix("member ")
        for size in [100_000, 1 << 20] {
          let text = isMember ? String(piece.dropFirst(7)) : piece
          let bytes = Self.document(isMember ? "{" : "[", isMember ? "}" : "]", size: size, text)
          let before = Self.used
          do {
            let document = try JSON.parse(bytes)
            let cost = Self.used - before
            let most = max(bytes.count * JSON.costPerByte, JSON.smallCost) + 100_000
            #expect(cost < most, "\(piece): \(cost) bytes for \(bytes.count)")
            #expect(!document.isNull)
          } catch let error as JSONSyntaxError {
            #expect(error.isTooLarge)
            #expect(size > 100_000, "\(piece): a small document may be anything")
          }
        }
      }
    }
  }

  @Test func values() throws {
    #expect(try JSON.parse(Array(#"[1,[2,[]],{"a":3}]"#.utf8), maxValues: 6) == [1, [2, []], ["a": 3]])
    #expect(throws: JSONSyntaxError.self) { try JSON.parse(Array(#"[1,[2,[]],{"a":3}]"#.utf8), maxValues: 5) }
  }

  /// Twice the members take twice the time, and not four times.
  @Test func manyMembers() throws {
    func seconds(_ count: Int) throws -> Double {
      let text = "{" + (0..<count).map { "\"member of an object \($0)\":0" }.joined(separator: ",") + "}"
      let clock = ContinuousClock()
      var object = JSON.Object()
      let time = try clock.measure {
        object = try #require(try JSON.parse(text).object)
        for name in object.names { #expect(object[name] == 0) }
        object.removeAll { $0.hasSuffix("1") }
        #expect(object["member of an object 1"] == nil && object["member of an object 2"] == 0)
      }
      return Double(time.components.attoseconds) * 1e-18 + Double(time.components.seconds)
    }
    _ = try seconds(1000)
    #expect(try seconds(32_000) < 30 * max(try seconds(4_000), 0.005))
  }

  @Test func membersOfLargeObjects() throws {
    let text = "{" + (0..<40).map { "\"\($0)\":\($0)" }.joined(separator: ",") + #","7":"last"}"#
    var object = try #require(try JSON.parse(text).object)
    #expect(object.count == 40 && object["7"] == "last" && object.names[7] == "7")
    object["7"] = nil
    object["new"] = 1
    object["39"] = 2
    #expect(object.count == 40 && object["7"] == nil && object["39"] == 2 && object.names.suffix(2) == ["39", "new"])
    var other = JSON.Object()
    for (name, value) in Array(object).reversed() { other[name] = value }
    #expect(object == other && object.hashValue == other.hashValue)
    other["0"] = 1
    #expect(object != other)
  }
}
