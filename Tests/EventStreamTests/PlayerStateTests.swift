import Testing
import Web

@testable import EventStream

/// The rule of chapter 01, Algorithm 8: what a message leaves out goes back to its default, but for what is kept.
@Suite struct PlayerStateTests {
  private let room = ID.random()

  @Test func absentIsDefault() {
    var state = PlayerState(room: room)
    state.apply(["playlist_id": JSON(room), "is_playing": true, "current_frame": 12, "speed": 2, "handle_in": 3, "user_id": "a"])
    #expect(state.document["is_playing"] == true && state.document["current_frame"] == 12 && state.document["handle_in"] == 3)
    state.apply([:])
    #expect(state.document["is_playing"] == false && state.document["handle_in"] == .null && state.document["playlist_id"] == "")
    #expect(state.document["current_frame"] == 12 && state.document["speed"] == 2)
  }

  @Test func onlyWhatIsKnown() {
    var state = PlayerState(room: room)
    state.apply(["comparing": ["enable": true, "evil": 1], "speed": "fast", "people": ["x"], "other": 1])
    #expect(state.document["comparing"]?["enable"] == true && state.document["comparing"]?.object?["evil"] == nil)
    #expect(state.document["comparing"]?["mode"] == "sidebyside")
    #expect(state.document["speed"] == .null && state.document["people"] == nil && state.document["other"] == nil)
    state.apply(["comparing": "x"])
    #expect(state.document["comparing"]?["enable"] == true)
  }

  @Test func asItWasKept() throws {
    var state = PlayerState(room: room)
    state.apply(["is_playing": true, "current_frame": 7])
    #expect(try #require(PlayerState(.object(state.document), room: room)) == state)
  }
}
