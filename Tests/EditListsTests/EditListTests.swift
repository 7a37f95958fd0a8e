import EditLists
import Testing

/// The expected values are what OpenTimelineIO reads in the same files.
@Suite struct EditListTests {
  private func clips(_ text: String, _ format: EditList.Format = .edl, rate: Double = 25) throws -> [String] {
    try EditList(Array(text.utf8), format, rate: rate).clips.map { "\($0.name) \($0.start) \($0.frames)" }
  }

  private static let cuts = """
    TITLE: x
    FCM: NON-DROP FRAME

    001  AX  V  C  00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00
    * FROM CLIP NAME: PRJ_SEQ01-SH010.mov
    002  AX  V  C  00:00:10:00 00:00:13:05 01:00:02:00 01:00:05:05
    * FROM CLIP NAME: PRJ_SEQ01-SH020.mov
    003  AX  V  C  00:00:00:00 00:00:01:00 01:00:06:05 01:00:07:05
    * FROM CLIP: /a/b/PRJ_SEQ02-SH010.mov
    004  AX  V  C  00:00:00:00 00:00:00:00 01:00:07:05 01:00:07:05
    004  AX  V  D 012  00:00:00:00 00:00:01:00 01:00:07:05 01:00:08:05
    * FROM CLIP NAME: A.mov
    * TO CLIP NAME: PRJ_SEQ02-SH020.mov
    005  AX  V  C  00:00:00:00 00:00:04:00 01:00:08:05 01:00:10:05
    M2   AX       050.0                00:00:00:00
    * FROM CLIP NAME: PRJ_SEQ02-SH030.mov
    006  AX  V  C  00:00:00:00 00:00:00:01 01:00:10:05 01:00:11:05
    * FROM CLIP NAME: PRJ_SEQ02-SH040 FF
    * * FREEZE FRAME
    007  AX  B  C  00:00:00:00 00:00:01:00 01:00:10:20 01:00:11:20
    008  AX  A  C  00:00:00:00 00:00:01:00 01:00:11:20 01:00:12:20
    009  AX  V2  C  00:00:00:00 00:00:03:00 01:00:10:20 01:00:11:20
    * FROM CLIP NAME: V2.mov

    """

  @Test func eventsGapsTransitionsSpeedsAndStills() throws {
    let expected = [
      "PRJ_SEQ01-SH010.mov 0 50", "PRJ_SEQ01-SH020.mov 50 80", "PRJ_SEQ02-SH010 155 25", "PRJ_SEQ02-SH020.mov 180 25",
      "PRJ_SEQ02-SH030.mov 205 50", "PRJ_SEQ02-SH040 255 25", "007 280 25", "V2.mov 0 75",
    ]
    #expect(try clips(Self.cuts) == expected)
    #expect(try clips(Self.cuts.replacing("\n", with: "\r\n")) == expected)
    #expect(try clips("\u{FEFF}" + Self.cuts) == expected)
  }

  /// SMPTE ST 12-1: ten minutes of 29.97 are 17,982 frames.
  @Test func droppedFrames() throws {
    let event = "001 AX V C 00:00:00;00 00:10:00;00 01:00:00;00 01:10:00;00"
    #expect(try clips(event, rate: 29.97) == ["001 0 17982"])
    #expect(try clips("001 AX V C 00:00:59;29 00:01:00;02 01:00:00;00 01:00:00;01", rate: 29.97) == ["001 0 1"])
    #expect(try clips(event, rate: 59.94) == ["001 0 35964"])
    #expect(throws: EditList.Unreadable.self) { try clips(event, rate: 25) }
  }

  @Test func whatIsNoEditList() {
    for text in [
      "001 AX V C 00:00:00:00 00:00:02:00 01:00:00:00", "hello", "001 AX V K 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00",
      "001 AX V C 00:00:00:25 00:00:02:00 01:00:00:00 01:00:02:00", "001 AX V C 00:00:02:00 00:00:00:00 01:00:00:00 01:00:02:00",
      "001 AX V C 99999999999999999999 00:00:00:00 01:00:00:00 01:00:02:00", "SPLIT: AUDIO DELAY= 00:00:00:05",
    ] {
      #expect(throws: EditList.Unreadable.self, "\(text)") { try clips(text) }
    }
    #expect(throws: EditList.Unreadable.self) { try EditList([0xFF, 0xFE], .edl, rate: 25) }
  }

  @Test func timelines() throws {
    func range(_ frames: Int) -> String {
      """
      {"OTIO_SCHEMA":"TimeRange.1","start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":5.0},
      "duration":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":\(frames).0}}
      """
    }
    let track = """
      {"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
      {"OTIO_SCHEMA":"Gap.1","name":"","source_range":\(range(10))},
      {"OTIO_SCHEMA":"Clip.1","name":"a.mov","source_range":\(range(20)),"media_reference":null},
      {"OTIO_SCHEMA":"Transition.1","name":"t"},
      {"OTIO_SCHEMA":"Clip.2","name":"","source_range":null,"active_media_reference_key":"HD",
      "media_references":{"HD":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"/x/b.mov","available_range":\(range(7))}}}]}
      """
    let sound = track.replacing("Video", with: "Audio")
    let timeline = """
      {"OTIO_SCHEMA":"Timeline.1","tracks":{"OTIO_SCHEMA":"Stack.1","children":[\(track),\(sound)]}}
      """
    #expect(try clips(timeline, .otio) == ["a.mov 10 20", "/x/b.mov 30 7"])
    for text in [
      "{}", "[",
      "{\"OTIO_SCHEMA\":\"Timeline.1\",\"tracks\":{\"children\":[{\"OTIO_SCHEMA\":\"Track.1\",\"children\":[{\"OTIO_SCHEMA\":\"Clip.1\"}]}]}}",
    ] {
      #expect(throws: EditList.Unreadable.self, "\(text)") { try clips(text, .otio) }
    }
  }

  @Test func namesOfFiles() {
    #expect(EditList.withoutExtension("a.b.mov") == "a.b")
    #expect(EditList.withoutExtension(".mov") == ".mov")
    #expect(EditList.withoutExtension("a") == "a")
  }
}
