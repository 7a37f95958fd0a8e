import Engine
import Web

/// Which pages of other origins may call the API (Fetch standard, CORS protocol; contract chapter 01, section 3).
struct CrossOrigin {
  private enum Entry {
    case literal(String)
    case pattern(Regex<AnyRegexOutput>)
  }

  private let entries: [Entry]
  private let varies: Bool

  /// - Parameter origins: literal origins, `*`, or regular expressions. Empty: CORS is off.
  init(_ origins: [String]) {
    entries = origins.map { origin in
      if origin == "*" { return (try? Regex(".*")).map { .pattern($0) } ?? .literal(origin) }
      let isPattern = origin.contains { "*\\[]^$+?(){}|".contains($0) }
      if isPattern, let regex = try? Regex(origin) { return .pattern(regex.ignoresCase()) }
      return .literal(origin.lowercased())
    }
    varies = entries.count > 1 || entries.contains { if case .pattern = $0 { true } else { false } }
  }

  /// The headers that an answer to the request carries.
  func headers(for request: Request) -> [Header] {
    guard !entries.isEmpty, let origin = request.header("Origin"), allows(origin) else { return [] }
    var headers = [Header("Access-Control-Allow-Origin", origin), Header("Access-Control-Allow-Credentials", "true")]
    if varies { headers.append(Header("Vary", "Origin")) }
    if request.verb == "OPTIONS", request.header("Access-Control-Request-Method") != nil {
      headers.append(Header("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"))
      if let asked = request.header("Access-Control-Request-Headers") { headers.append(Header("Access-Control-Allow-Headers", asked)) }
    }
    return headers
  }

  private func allows(_ origin: String) -> Bool {
    entries.contains { entry in
      switch entry {
      case .literal(let literal): literal == origin.lowercased()
      case .pattern(let regex): (try? regex.wholeMatch(in: origin)) != nil
      }
    }
  }
}
