import CShims

/// What is read as a picture, by its content and never by its name.
public enum PictureFormat: String, Sendable, CaseIterable {
  case png = "VipsForeignLoadPng"
  case jpeg = "VipsForeignLoadJpeg"
  case gif = "VipsForeignLoadNsgif"
  case webP = "VipsForeignLoadWebp"
  /// Radiance, for backgrounds in linear light.
  case hdr = "VipsForeignLoadRad"

  /// Of uploaded previews.
  public static let previews: Set<PictureFormat> = [.png, .jpeg]
  /// Of people, projects and the studio.
  public static let avatars: Set<PictureFormat> = [.png, .jpeg, .gif, .webP]

  /// Loaders of other formats stay forbidden: they are libraries that nobody has looked at with strangers' files in mind.
  static func allowAll() { for format in allCases { shim_vips_allow(format.rawValue) } }
}
