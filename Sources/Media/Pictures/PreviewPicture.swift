/// The pictures that are made of a preview (chapter 07, Pictures). The raw value is the prefix it is stored under.
public enum PreviewPicture: String, Sendable, CaseIterable {
  /// In full size; of a movie its first frame.
  case original
  /// 1200 wide, for the player.
  case previews
  case thumbnails
  case square = "thumbnails-square"

  /// All of them, the original first. The small ones of a large picture are made of the one for the player.
  /// - Parameter original: in the form it is kept (``Picture/normalised()``).
  public static func makeAll(of original: Picture) throws(PictureProblem) -> [(PreviewPicture, Picture)] {
    let shown = try previews.make(of: original).inMemory()
    let source = original.width > shown.width ? shown : original
    var made = [(Self.original, original), (previews, shown)]
    for picture in [thumbnails, square] { made.append((picture, try picture.make(of: source))) }
    return made
  }

  /// - Parameter original: in the form it is kept (``Picture/normalised()``).
  public func make(of original: Picture) throws(PictureProblem) -> Picture {
    switch self {
    case .original: original
    case .previews: try original.fitted(1200, (1200 * original.height + original.width - 1) / original.width)
    case .thumbnails: try original.fitted(150, 100)
    case .square: try original.fitted(100, 100)
    }
  }
}
