import Web

/// OpenTimelineIO's own files: a timeline as JSON, in which every object says by `OTIO_SCHEMA` what it is.
extension EditList {
  init(timeline bytes: [UInt8]) throws(Unreadable) {
    let document: JSON
    do { document = try JSON.parse(bytes) } catch { throw Unreadable("it is not JSON") }
    let tracks: [JSON]
    switch Self.schema(document) {
    case "Timeline": tracks = document["tracks"]["children"].array ?? []
    case "Stack": tracks = document["children"].array ?? []
    case "Track": tracks = [document]
    default: throw Unreadable("it holds no timeline")
    }
    var clips: [Clip] = []
    for track in tracks where Self.schema(track) == "Track" && (track["kind"].text ?? "Video") == "Video" {
      clips += try Self.clips(of: track)
    }
    self.init(clips: clips)
  }

  /// `Clip` of `Clip.2`.
  private static func schema(_ object: JSON) -> Substring {
    object["OTIO_SCHEMA"].text?.prefix { $0 != "." } ?? ""
  }

  private static func clips(of track: JSON) throws(Unreadable) -> [Clip] {
    var clips: [Clip] = []
    // In seconds: clips may have rates of their own.
    var position = 0.0
    for child in track["children"].array ?? [] {
      let schema = schema(child)
      if schema == "Transition" { continue }
      let length = try Self.length(of: child)
      if schema == "Clip" {
        let start = (position * length.rate).rounded(.toNearestOrAwayFromZero)
        let frames = length.frames.rounded(.toNearestOrAwayFromZero)
        guard let start = Int(exactly: start), let frames = Int(exactly: frames), abs(start) < 1 << 31, (0..<1 << 31).contains(frames)
        else {
          throw Unreadable("\"\(child["name"].text ?? "")\" lasts longer than anything")
        }
        clips.append(Clip(name: name(of: child), start: start, frames: frames))
      }
      position += length.frames / length.rate
    }
    return clips
  }

  private typealias Length = (frames: Double, rate: Double)

  /// What is used of an item, or else all that there is of it.
  private static func length(of item: JSON) throws(Unreadable) -> Length {
    if let length = duration(item["source_range"]) { return length }
    if let length = duration(media(of: item)["available_range"]) { return length }
    let children = item["children"].array ?? []
    // A track lasts as long as its parts, a stack as its longest.
    var lengths: [Length] = []
    for child in children where schema(child) != "Transition" { lengths.append(try length(of: child)) }
    guard let rate = lengths.first?.rate else {
      throw Unreadable("\"\(item["name"].text ?? "")\" has no source range and its media no available range")
    }
    let seconds = lengths.map { $0.frames / $0.rate }
    return ((schema(item) == "Stack" ? seconds.max() ?? 0 : seconds.reduce(0, +)) * rate, rate)
  }

  private static func duration(_ range: JSON) -> Length? {
    guard let frames = number(range["duration"]["value"]), let rate = number(range["duration"]["rate"]), rate > 0, frames.isFinite else {
      return nil
    }
    return (frames, rate)
  }

  private static func number(_ json: JSON) -> Double? {
    switch json {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The media of a clip: the active one of several since `Clip.2`.
  private static func media(of clip: JSON) -> JSON {
    let several = clip["media_references"]
    return several.isNull ? clip["media_reference"] : several[clip["active_media_reference_key"].text ?? "DEFAULT_MEDIA"]
  }

  /// The name of a clip; where it has none, the beginning of its pictures' names, or where its media is.
  private static func name(of clip: JSON) -> String {
    if let name = clip["name"].text, !name.isEmpty { return name }
    let media = media(of: clip)
    return media["name_prefix"].text ?? media["target_url"].text ?? ""
  }
}
