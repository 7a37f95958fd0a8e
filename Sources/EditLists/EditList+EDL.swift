/// CMX 3600 edit decision lists: an event a line, followed by what is said about it.
///
/// What the format leaves open is decided as OpenTimelineIO does, with which studios write these files: source counts where source and
/// record differ in length, unless a speed or a still says why; what overlaps is shifted.
extension EditList {
  init(edl bytes: [UInt8], rate: Double) throws(Unreadable) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Unreadable("it is not UTF-8") }
    var lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0.isWhitespace } }.filter { !$0.isEmpty }[...]
    if lines.first?.first == "\u{FEFF}" { lines[lines.startIndex] = lines[lines.startIndex].dropFirst() }
    var tracks = EDLTracks(timecode: Timecode(rate: rate))
    while let line = lines.popFirst() {
      if line.hasPrefix("TITLE:") || line.hasPrefix("FCM") { continue }
      if line.hasPrefix("SPLIT") {
        // The two events that follow have their comments in common.
        guard let first = lines.popFirst(), let second = lines.popFirst() else { throw Unreadable("SPLIT is followed by two events") }
        let notes = EDLNotes(Self.comments(&lines))
        try tracks.add(EDLEvent(first), notes)
        try tracks.add(EDLEvent(second), notes)
      } else if let number = Self.number(line) {
        var event = try EDLEvent(line)
        var comments: [Substring] = []
        var hasTransition = false
        while true {
          comments += Self.comments(&lines)
          guard let next = lines.first, Self.number(next) == number else { break }
          if hasTransition { throw Unreadable("event \(number) has two transitions") }
          hasTransition = true
          lines.removeFirst()
          // The line of the clip that a transition leads to.
          event = try EDLEvent(next, transitionOf: event)
        }
        try tracks.add(event, EDLNotes(comments))
      } else {
        throw Unreadable("Unknown event type: \(line.prefix(60))")
      }
    }
    self.init(clips: tracks.clips)
  }

  private static func number(_ line: Substring) -> Int? {
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    return digits.count > 9 ? nil : Int(digits)
  }

  /// The lines up to the next event.
  private static func comments(_ lines: inout ArraySlice<Substring>) -> [Substring] {
    let comments = lines.prefix { number($0) == nil }
    lines = lines.dropFirst(comments.count)
    return Array(comments)
  }
}

/// The line of an event: `001 AX V C 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00`, with the length of a transition after its kind.
private struct EDLEvent {
  let number: Substring
  let channel: Substring
  let sourceIn, sourceOut, recordIn, recordOut: Substring

  init(_ line: Substring, transitionOf cut: EDLEvent? = nil) throws(EditList.Unreadable) {
    let fields = line.split(whereSeparator: \.isWhitespace)
    let edit = fields.count > 3 ? fields[3] : ""
    switch fields.count {
    case 8:
      guard edit == "C" else { throw EditList.Unreadable("\"\(edit)\" is no cut: \(line)") }
    case 9:
      let isWipe = edit.first == "W" && edit.count == 4 && edit.dropFirst().allSatisfy(\.isNumber)
      guard edit == "D" || isWipe, Int(fields[4]) != nil else {
        throw EditList.Unreadable("\"\(edit)\" is no dissolve and no wipe: \(line)")
      }
      guard cut != nil else { throw EditList.Unreadable("a transition needs the cut before it: \(line)") }
    default: throw EditList.Unreadable("an event has 8 fields, or 9 with a transition, not \(fields.count): \(line)")
    }
    number = cut?.number ?? fields[0]
    channel = fields[2]
    let times = fields.suffix(4).map { $0 }
    (sourceIn, sourceOut, recordIn, recordOut) = (times[0], times[1], times[2], times[3])
  }
}

/// What the comments of an event say.
private struct EDLNotes {
  var from, to, media: Substring?
  var hasSpeed = false
  var isStill = false

  init(_ comments: [Substring]) {
    for comment in comments {
      if let name = Self.value("FROM CLIP NAME", comment) {
        from = name
      } else if let name = Self.value("TO CLIP NAME", comment) {
        to = name
      } else if let path = Self.value("FROM CLIP", comment) ?? Self.value("FROM FILE", comment) {
        media = path
      } else if Self.value("M2", comment) != nil {
        hasSpeed = true
      } else if Self.value("* FREEZE FRAME", comment) != nil {
        isStill = true
      }
    }
  }

  /// What follows a key, before which there may be an asterisk, and after which a colon.
  private static func value(_ key: String, _ comment: Substring) -> Substring? {
    var rest = comment
    if rest.first == "*" { rest = rest.dropFirst() }
    rest = rest.drop(while: \.isWhitespace)
    // `* * FREEZE FRAME` is how it is written.
    let key = key.hasPrefix("* ") && rest.first != "*" ? String(key.dropFirst(2)) : key
    guard rest.hasPrefix(key) else { return nil }
    rest = rest.dropFirst(key.count)
    if rest.first == ":" { rest = rest.dropFirst() }
    rest = rest.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return rest
  }

  func name(_ event: EDLEvent) -> String {
    if let to { return String(to) }
    if let from { return String(from) }
    guard let media else { return String(event.number) }
    return EditList.withoutExtension(String(media.split(separator: "/", omittingEmptySubsequences: false).last ?? media))
  }
}

/// The tracks of pictures, each with its end.
private struct EDLTracks {
  let timecode: Timecode
  private var names: [Substring] = []
  private var tracks: [Substring: (origin: Int, end: Int, clips: [EditList.Clip])] = [:]

  init(timecode: Timecode) { self.timecode = timecode }

  var clips: [EditList.Clip] { names.flatMap { tracks[$0]?.clips ?? [] } }

  mutating func add(_ event: EDLEvent, _ notes: EDLNotes) throws(EditList.Unreadable) {
    let source = (start: try timecode.frames(event.sourceIn), end: try timecode.frames(event.sourceOut))
    let record = (start: try timecode.frames(event.recordIn), end: try timecode.frames(event.recordOut))
    var frames = source.end - source.start
    if frames != record.end - record.start, notes.hasSpeed || notes.isStill { frames = record.end - record.start }
    guard frames >= 0 else { throw EditList.Unreadable("event \(event.number) ends before it starts") }
    // B and .../V are pictures with sound.
    let channel: Substring = ["B", "A2/V", "AA/V"].contains(event.channel) ? "V" : event.channel
    if channel.hasPrefix("A") { return }
    var name = notes.name(event)
    if notes.isStill, frames != source.end - source.start, name.hasSuffix(" FF") { name.removeLast(3) }
    if tracks[channel] == nil { names.append(channel) }
    // A track begins with its first event.
    var track = tracks[channel] ?? (origin: record.start, end: record.start, clips: [])
    let start = max(record.start, track.end)
    track.clips.append(EditList.Clip(name: name, start: start - track.origin, frames: frames))
    track.end = start + frames
    tracks[channel] = track
  }
}

extension EditList {
  /// The name of a file up to its last dot; one that begins the name is part of it.
  public static func withoutExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), name[..<dot].contains(where: { $0 != "." }) else { return name }
    return String(name[..<dot])
  }
}
