/// What an editor cut: the clips of each track of pictures, with where they stand and how long they are, in frames.
public struct EditList: Sendable, Equatable {
  /// A piece of picture in a track. Gaps and transitions are none.
  public struct Clip: Sendable, Equatable {
    /// As the file has it; empty when it has none.
    public var name: String
    /// Frames from the start of the track to the clip, gaps included.
    public var start: Int
    /// Frames that are used of the clip's source.
    public var frames: Int

    public init(name: String, start: Int, frames: Int) {
      self.name = name
      self.start = start
      self.frames = frames
    }
  }

  /// Of every track of pictures, one track after the other.
  public var clips: [Clip]

  public init(clips: [Clip]) { self.clips = clips }

  /// What is wrong with a file, for the person who sent it.
  public struct Unreadable: Error, Equatable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
  }

  /// A format that is read.
  public enum Format: String, CaseIterable, Sendable {
    case edl, otio
  }

  /// More clips than any cut has.
  public static let maxClips = 50_000

  /// - Parameter rate: frames a second where the file does not say.
  public init(_ bytes: [UInt8], _ format: Format, rate: Double) throws(Unreadable) {
    switch format {
    case .edl: try self.init(edl: bytes, rate: rate)
    case .otio: try self.init(timeline: bytes)
    }
    if clips.count > Self.maxClips { throw Unreadable("it has more than \(Self.maxClips) clips") }
  }
}
