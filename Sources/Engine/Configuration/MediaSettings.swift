/// What movies are made to be, and at what cost (contract chapter 07, Movies; chapter 09, row 87).
package struct MediaSettings: Sendable {
  /// Movies that one `tsubame jobs` makes at the same time; 0 for none.
  package var jobs = 1
  /// Seconds that the making of a movie may take.
  package var timeLimit = 7200
  /// Mbit/s of the movies in full and in small size, where neither the project nor its task type says otherwise.
  package var highBitrate = 28
  package var lowBitrate = 6
  /// x264's.
  package var preset = "medium"
  /// Seconds of the bitrate that a player has to take ahead; 0 for any.
  package var bufferFactor = 2
  /// Is the movie that was uploaded kept too?
  package var savesSource = false
  /// Are movies shown as they were uploaded?
  package var skipsNormalisation = false
  /// Is there no movie in full size?
  package var skipsHigh = false

  package init() {}

  init(_ reader: inout EnvironmentReader) {
    jobs = reader.integer("MEDIA_JOBS", default: 1, in: 0...64)
    timeLimit = reader.integer("MEDIA_TIME_LIMIT", default: 7200, in: 1...604_800)
    highBitrate = reader.integer("MOVIE_HIGHDEF_BITRATE", default: 28, in: 1...1000)
    lowBitrate = reader.integer("MOVIE_LOWDEF_BITRATE", default: 6, in: 1...1000)
    preset = reader.choice("MOVIE_ENCODING_PRESET", Self.presets, default: "medium")
    bufferFactor = reader.integer("MOVIE_VBV_BUFSIZE_FACTOR", default: 2, in: 0...100)
    savesSource = reader.flag("PREVIEW_SAVE_SOURCE_FILE", default: false)
    skipsNormalisation = reader.flag("SKIP_NORMALIZATION_FULL", default: false)
    skipsHigh = reader.flag("SKIP_NORMALIZATION_HIGHDEF", default: false)
  }

  private static let presets = [
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
  ]
}
