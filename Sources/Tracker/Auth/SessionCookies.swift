import Engine
import Web

/// The cookies that hold a browser's session (contract chapter 01, section 7).
struct SessionCookies {
  private let isSecure: Bool
  private let prefix: String

  /// Seconds: a year. The tokens inside expire sooner.
  private static let maxAge = 31_540_000

  init(_ call: Call) {
    isSecure = call.configuration.domainProtocol == "https"
    // The path must be the package one, or a browser behind nginx never sends the cookie (oddity 01-3).
    prefix = call.request.parameter("TSUBAME_PREFIX") ?? ""
  }

  func set(access: String, refresh: String) -> [Header] { [setAccess(access), cookie("refresh_token_cookie", refresh, refreshPath)] }

  func setAccess(_ token: String) -> Header { cookie("access_token_cookie", token, "/") }

  func clear() -> [Header] { [cookie("access_token_cookie", nil, "/"), clearRefresh()] }

  func clearRefresh() -> Header { cookie("refresh_token_cookie", nil, refreshPath) }

  private var refreshPath: String { prefix + "/auth/refresh-token" }

  private func cookie(_ name: String, _ value: String?, _ path: String) -> Header {
    var text = "\(name)=\(value ?? "")"
    if value == nil {
      text += "; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
    } else {
      text += "; Expires=\(DateTime(secondsSince1970: Call.now.secondsSince1970 + Self.maxAge).http); Max-Age=\(Self.maxAge)"
    }
    text += "\(isSecure ? "; Secure" : ""); HttpOnly; Path=\(path); SameSite=Lax"
    return Header("Set-Cookie", text)
  }
}

/// Web browsers, which get cookies, against programs, which keep their tokens.
enum Browser {
  /// Every browser calls itself Mozilla/5.0, the mobile ones too (oddity 01-5); no program of the field does.
  static func isBrowser(_ request: Request) -> Bool { request.header("User-Agent")?.hasPrefix("Mozilla/5.0") ?? false }
}
