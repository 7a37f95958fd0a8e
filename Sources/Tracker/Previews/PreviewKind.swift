/// What may be uploaded as a preview, by the extension of its name (chapter 07, Upload of previews).
enum PreviewKind {
  /// Kept as PNG.
  case picture
  /// Kept as MP4.
  case movie
  /// Kept as it is.
  case other

  init?(extension name: String) {
    if Self.pictures.contains(name) {
      self = .picture
    } else if Self.movies.contains(name) {
      self = .movie
    } else if Self.others.contains(name) {
      self = .other
    } else {
      return nil
    }
  }

  private static let pictures: Set = ["jpe", "jpeg", "jpg", "png"]
  private static let movies: Set = ["avi", "m4v", "mkv", "mov", "mp4", "webm", "wmv"]
  private static let others: Set = [
    "ae", "ai", "blend", "clip", "comp", "diff", "exr", "fbx", "fla", "flv", "gif", "glb", "gltf", "hip", "kra", "ma", "mb", "md", "mp3",
    "obj",
    "pdf", "psd", "psb", "rar", "rev", "riv", "sai", "sai2", "sbbkp", "svg", "swf", "tvpp", "wav", "zip",
  ]
}
