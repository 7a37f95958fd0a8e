import Web

/// Several movies as one.
extension MovieMaker {
  /// A movie, open, with what is known of it.
  public typealias Part = (file: OpenFile, movie: Movie)

  /// Plays movies one after the other: each scaled to the size, whatever its shape, at the rate of the first. Those without sound are silent
  /// for as long as they last.
  /// - Parameters:
  ///   - width: pixels, even; height too.
  ///   - progress: gets what part is done, 0 to 1, about twice a second; with false the work is given up.
  public func joined(
    _ parts: [Part], width: Int, height: Int, progress: (Double) -> Bool = { _ in true }
  ) throws(MovieProblem) -> OpenFile {
    guard let first = parts.first else { throw MovieProblem("There is no movie to begin with.") }
    let file = try newFile()
    let rate = MovieTarget.text(min(max(first.movie.rate, 1), 240))
    var chains: [String] = []
    for (index, part) in parts.enumerated() {
      let length = MovieTarget.text(max(part.movie.duration, 0.1))
      chains.append(
        "[\(index):v:\(part.movie.videoIndex)]scale=\(width):\(height),setsar=1,fps=\(rate),format=yuv420p[v\(index)]"
      )
      if let audio = part.movie.audioIndex {
        chains.append(
          "[\(index):a:\(audio)]aresample=44100,aformat=channel_layouts=stereo,apad=whole_dur=\(length),atrim=0:\(length)[a\(index)]"
        )
      } else {
        chains.append("anullsrc=r=44100:cl=stereo:d=\(length)[a\(index)]")
      }
    }
    chains.append(
      "\(parts.indices.map { "[v\($0)][a\($0)]" }.joined())concat=n=\(parts.count):v=1:a=1[v][a]")
    let inputs = parts.flatMap { Movie.input($0.file) }
    let output =
      [
        "-map", "[v]", "-map", "[a]", "-map_metadata", "-1", "-c:v", "libx264", "-preset", preset,
        "-c:a", "aac",
      ]
      + ["-movflags", "+faststart", "-f", "mp4", "file:/dev/fd/\(file.descriptor)"]
    let duration = parts.reduce(0) { $0 + $1.movie.duration }
    try run(
      ["-y", "-progress", "pipe:1", "-stats_period", "0.5"] + inputs + [
        "-filter_complex", chains.joined(separator: ";"),
      ] + output,
      files: parts.map(\.file) + [file], duration: duration, progress)
    guard file.size > 0 else { throw MovieProblem("The movies could not be put together.") }
    return file
  }
}
