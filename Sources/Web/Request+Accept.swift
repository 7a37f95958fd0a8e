extension Request {
  /// Is one media type wanted more than another (RFC 9110 §12.5.1)? Without the header all are wanted alike.
  public func prefers(_ type: String, to other: String) -> Bool {
    let header = header("Accept") ?? "*/*"
    return Self.quality(of: type, in: header) > Self.quality(of: other, in: header)
  }

  /// How much a media type is wanted, 0 to 1: by the range that names it most exactly.
  static func quality(of type: String, in header: String) -> Double {
    let group = type.prefix { $0 != "/" } + "/*"
    var best = (exactness: 0, quality: 0.0)
    for entry in header.split(separator: ",") {
      let parts = entry.split(separator: ";").map { $0.trimmingBlanks().lowercased() }
      guard let range = parts.first, let exactness = ["*/*", String(group), type].firstIndex(of: range) else { continue }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if exactness + 1 > best.exactness { best = (exactness + 1, quality) }
    }
    return best.quality
  }
}
