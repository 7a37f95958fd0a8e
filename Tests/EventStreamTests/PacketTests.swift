import Testing
import Web

@testable import EventStream

/// The packets of the recorded frames (contract chapter 01, Algorithm 8).
@Suite struct PacketTests {
  @Test(arguments: ["0{}", "1", "2probe", "3probe", "4/events,", "5", "6"])
  func enginePackets(text: String) throws { #expect(try #require(EnginePacket(text[...])).text == text) }

  @Test(arguments: ["", "7", "b64", "x"])
  func noEnginePackets(text: String) { #expect(EnginePacket(text[...]) == nil) }

  @Test(arguments: [
    "0", #"0{"token":"x"}"#, #"0/events,{"sid":"1"}"#, "1/events,", #"2/events,["a",{"b":1}]"#, #"2/events,12["a"]"#, "3/events,12[]",
    #"4/events,{"message":"no"}"#, #"2["a"]"#,
  ])
  func socketPackets(text: String) throws { #expect(try #require(SocketPacket(text[...])).text == text) }

  @Test func namespaceWithoutPayload() throws {
    #expect(try #require(SocketPacket("0/events")) == SocketPacket(.connect, "/events"))
    #expect(try #require(SocketPacket("0/events?token=a,")) == SocketPacket(.connect, "/events"))
  }

  /// Those with bytes are refused too.
  @Test(arguments: ["", "x", "9", #"51-["a",{"_placeholder":true,"num":0}]"#, "2[", "299999999999999999999[]"])
  func noSocketPackets(text: String) { #expect(SocketPacket(text[...]) == nil) }
}
