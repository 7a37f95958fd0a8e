import NIOHTTP1
import Web

/// The access token that a request brings: its cookie, else its `Authorization` header.
enum HandshakeToken {
  /// - Parameter origins: those of `CORS_ALLOWED_ORIGINS`. A page of any other site cannot use its visitor's cookie: browsers send it with
  ///   WebSockets of every page (RFC 6455 §10.2).
  static func find(in headers: HTTPHeaders, origins: [String]) -> String? {
    if isOwnPage(headers, origins), let cookie = cookie("access_token_cookie", headers) { return cookie }
    let words = (headers.first(name: "Authorization") ?? "").split(separator: " ")
    return words.count == 2 && words[0] == "Bearer" ? String(words[1]) : nil
  }

  /// The cookie of that name (RFC 6265 §4.2).
  private static func cookie(_ name: String, _ headers: HTTPHeaders) -> String? {
    for header in headers[canonicalForm: "Cookie"] {
      for part in header.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1)
        if pair.count == 2, pair[0].drop(while: { $0 == " " }) == name { return String(pair[1]) }
      }
    }
    return nil
  }

  private static func isOwnPage(_ headers: HTTPHeaders, _ origins: [String]) -> Bool {
    guard let origin = headers.first(name: "Origin") else { return true }
    guard let scheme = origin.range(of: "://") else { return false }
    return origins.contains(origin) || headers.first(name: "Host").map { $0 == origin[scheme.upperBound...] } ?? false
  }
}

extension String {
  /// Where a text stands for the first time.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
