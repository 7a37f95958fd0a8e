import Logging
import TestSupport
import Testing
import Web

@testable import Engine
@testable import FastCGI
@testable import Tracker

/// The order of checks before a handler (contract chapter 01, sections 1, 3 and 8), asked of a server whose database is away.
@Suite struct ServerTests {
  private struct Answer {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body = ""

    subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var json: JSON { (try? JSON.parse(body)) ?? .null }
  }

  private func ask(
    _ method: String, _ path: String, _ headers: [String: String] = [:], settings: [String: String] = [:]
  ) throws -> Answer {
    let configuration = try Configuration.forTests(["DB_SOCKET": "/nonexistent/s.sock"].merging(settings) { _, new in new })
    let server = Server(configuration: configuration, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let exchange = try Exchange()
    var parameters = [("REQUEST_METHOD", method), ("REQUEST_URI", path), ("HTTP_HOST", "tracker.example"), ("HTTPS", "on")]
    parameters.append(("QUERY_STRING", path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""))
    for (name, value) in headers {
      parameters.append(("HTTP_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined(), value))
    }
    let request = try #require(exchange.request(parameters))
    server.respond(to: request, on: try Slot(routes: Server.routeNames()))
    exchange.connection.finish(request)
    return Self.read(exchange.answer())
  }

  private static func read(_ records: [UInt8]) -> Answer {
    var output: [UInt8] = []
    var rest = records[...]
    while rest.count >= 8 {
      let head = Array(rest.prefix(8))
      let length = Int(head[4]) << 8 | Int(head[5])
      if head[1] == 6 { output += rest.dropFirst(8).prefix(length) }
      rest = rest.dropFirst(8 + length + Int(head[6]))
    }
    let text = String(decoding: output, as: UTF8.self)
    var answer = Answer()
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst(), !line.isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1)
      answer.headers.append((String(parts[0]), parts.count > 1 ? String(parts[1].dropFirst()) : ""))
    }
    answer.body = lines.joined(separator: "\r\n")
    answer.status = answer["Status"].flatMap { Int($0.prefix(3)) } ?? 0
    return answer
  }

  /// The whole list of what anyone may ask (contract chapter 01, section 1); everything else is closed.
  @Test func everyOtherRouteAsksForAToken() throws {
    let open = [
      "/", "/config", "/status", "/status.txt", "/status/influx", "/status/resources", "/status/test-event", "/openapi.json", "/auth/login",
      "/auth/reset-password", "/auth/email-otp", "/auth/fido", "/auth/saml/", "/auth/oidc/", "/auth/app-login/token", "/admin/config/check",
      "/shared/playlists/",
    ]
    for route in DeclaredRoute.all {
      let path = route.path.replacing(/\{[^}]*\}/, with: "01234567-89ab-7def-8123-456789abcdef")
      if route.isPublic {
        #expect(open.contains { $0 == route.path || ($0.hasSuffix("/") && $0 != "/" && route.path.hasPrefix($0)) }, "\(route.path) is open")
      } else {
        let answer = try ask(route.method, path)
        #expect(answer.status == 401, "\(route.method) \(route.path)")
        #expect(answer.json["msg"].text != nil, "\(route.method) \(route.path)")
      }
    }
  }

  @Test func unknownPathsAndMethods() throws {
    #expect(try ask("GET", "/nope").status == 404)
    #expect(try ask("GET", "/nope").json["message"].text?.hasPrefix("404 Not Found: ") == true)
    #expect(try ask("GET", "/DATA/persons").status == 404)
    #expect(try ask("POST", "/auth/authenticated").status == 405, "before authentication")
    #expect(try ask("TRACE", "/config").status == 405)
    #expect(try ask("BREW", "/config").status == 405)
    #expect(try ask("GET", "/%FF").status == 400)
    #expect(try ask("GET", "/config?a=%00").status == 400)
  }

  @Test func options() throws {
    let answer = try ask("OPTIONS", "/data/departments")
    #expect(answer.status == 200, "without a token")
    #expect(answer.body == "")
    #expect(Set(answer["Allow"]?.split(separator: ", ") ?? []) == ["GET", "POST", "OPTIONS", "HEAD"])
    #expect(try ask("OPTIONS", "/nope").status == 404)
  }

  @Test func trailingAndDoubleSlashes() throws {
    #expect(try ask("GET", "/status/").status == 200)
    #expect(try ask("GET", "//status").status == 200)
    let answer = try ask("GET", "/data//persons?a=1")
    #expect(answer.status == 308)
    #expect(answer["Location"] == "https://tracker.example/data/persons?a=1")
  }

  @Test func head() throws {
    let get = try ask("GET", "/")
    let head = try ask("HEAD", "/")
    #expect(head.status == 200)
    #expect(head.body == "")
    #expect(head["Content-Length"] == get["Content-Length"])
    #expect(get["Content-Length"] == String(get.body.utf8.count))
  }

  @Test func headersOfEveryAnswer() throws {
    for (method, path) in [
      ("GET", "/"), ("GET", "/data/persons"), ("GET", "/nope"), ("GET", "/config"), ("OPTIONS", "/"), ("GET", "/a//b"),
    ] {
      let answer = try ask(method, path)
      #expect(answer["X-Content-Type-Options"] == "nosniff", "\(answer.status)")
      #expect(answer["X-Frame-Options"] == "SAMEORIGIN", "\(answer.status)")
      #expect(answer["Content-Security-Policy"] == "frame-ancestors 'self'", "\(answer.status)")
      #expect(answer["Referrer-Policy"] == "strict-origin-when-cross-origin", "\(answer.status)")
      #expect(answer["X-Request-Id"]?.isEmpty == false, "\(answer.status)")
      #expect(answer["Access-Control-Allow-Origin"] == nil, "\(answer.status)")
    }
  }

  @Test(arguments: [
    ("", 401), ("Basic x", 401), ("bearer abc", 401), ("Bearer", 422), ("Bearer a b", 422), ("Bearer abc", 422),
    ("Basic x, Bearer abc", 422),
    ("Bearer a, Bearer b", 401), ("Bearer  abc,", 422),
  ])
  func tokensThatAreNone(header: String, status: Int) throws {
    let answer = try ask("GET", "/data/departments", ["Authorization": header])
    #expect(answer.status == status)
    #expect(answer.json["msg"].text != nil)
  }

  // MARK: Without a database

  @Test func statusWithoutADatabase() throws {
    let answer = try ask("GET", "/status")
    #expect(answer.status == 200, "whatever is down")
    #expect(answer.json["database-up"] == false)
    #expect(answer.json["name"] == "Zou")
    let text = try ask("GET", "/status.txt")
    #expect(text.body.hasPrefix("name: Zou\nversion: "))
    #expect(text.body.contains("\ndatabase-up: down\nevent-stream-up: "))
    #expect(text.body.hasSuffix("\n"))
    #expect(try ask("GET", "/status/influx").json["database-up"] == 0)
  }

  @Test func nothingInternalIsToldToClients() throws {
    let answer = try ask("GET", "/config")
    #expect(answer.status == 503)
    #expect(answer["Retry-After"] != nil)
    #expect(!answer.body.contains("nonexistent"))
    #expect(!answer.body.contains("SELECT"))
  }

  @Test func resources() throws {
    let answer = try ask("GET", "/status/resources")
    #expect(answer.status == 200, "asks no database")
    #expect(answer.json["cpu"]["percent"].array?.isEmpty == false)
    #expect(answer.json["pool"]["workers"].integer != nil)
  }

  @Test func adminToken() throws {
    #expect(try ask("GET", "/admin/config/check").status == 404)
    #expect(try ask("GET", "/admin/config/check", ["Authorization": "Bearer "]).status == 404, "an empty token opens nothing")
    let settings = ["ADMIN_TOKEN": "sesame", "USER_LIMIT": "7"]
    #expect(try ask("GET", "/admin/config/check", settings: settings).status == 403)
    #expect(try ask("GET", "/admin/config/check", ["Authorization": "Bearer sesam"], settings: settings).status == 403)
    #expect(try ask("GET", "/admin/config/check", ["Authorization": "bearer sesame"], settings: settings).status == 403)
    let answer = try ask("GET", "/admin/config/check", ["Authorization": "Bearer sesame"], settings: settings)
    #expect(answer.status == 200)
    #expect(answer.json["user_limit"] == ["env": 7, "redis": "7"])
    #expect(answer.json["active_users"] == .null, "the database cannot be asked")
  }

  // MARK: Other origins

  @Test func oneOrigin() throws {
    let settings = ["CORS_ALLOWED_ORIGINS": "https://app.example"]
    let allowed = try ask("GET", "/nope", ["Origin": "https://APP.example"], settings: settings)
    #expect(allowed["Access-Control-Allow-Origin"] == "https://APP.example", "also on errors")
    #expect(allowed["Access-Control-Allow-Credentials"] == "true")
    #expect(allowed["Vary"] == nil)
    let other = try ask("GET", "/", ["Origin": "https://evil.example"], settings: settings)
    #expect(other.status == 200)
    #expect(other["Access-Control-Allow-Origin"] == nil)
  }

  @Test func severalOrigins() throws {
    let settings = ["CORS_ALLOWED_ORIGINS": "https://a.example;https://[a-z]+\\.studio\\.example"]
    for origin in ["https://a.example", "https://b.studio.example"] {
      let answer = try ask("GET", "/", ["Origin": origin], settings: settings)
      #expect(answer["Access-Control-Allow-Origin"] == origin)
      #expect(answer["Vary"] == "Origin")
    }
    for origin in ["https://b.studio.example.evil.org", "https://evil.org/https://b.studio.example", "https://xa.example"] {
      #expect(try ask("GET", "/", ["Origin": origin], settings: settings)["Access-Control-Allow-Origin"] == nil, "\(origin)")
    }
  }

  @Test func preflight() throws {
    let headers = ["Origin": "https://a.example", "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-y"]
    let answer = try ask("OPTIONS", "/data/persons", headers, settings: ["CORS_ALLOWED_ORIGINS": "*"])
    #expect(answer.status == 200)
    #expect(answer["Access-Control-Allow-Methods"]?.contains("PUT") == true)
    #expect(answer["Access-Control-Allow-Headers"] == "x-y")
  }
}
