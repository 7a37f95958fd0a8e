import TestSupport
import Testing

@testable import FastCGI
@testable import Web

/// What handlers see of a request that came over FastCGI.
@Suite struct WebRequestTests {
  private func request(
    _ uri: String, _ parameters: [(String, String)] = [], method: String = "GET", body: String = "",
    _ check: (Web.Request) throws -> Void
  ) throws {
    let exchange = try Exchange()
    let all = [("REQUEST_METHOD", method), ("REQUEST_URI", uri), ("CONTENT_LENGTH", String(body.utf8.count))] + parameters
    let source = try #require(exchange.request(all, body: Array(body.utf8)))
    try check(Web.Request(source))
    exchange.connection.finish(source)
    _ = exchange.answer()
  }

  @Test(arguments: [
    ("/data/tasks", ["data", "tasks"]), ("/data/tasks/", ["data", "tasks"]), ("/", []), ("//config", ["config"]),
    ("/a%20b/%C3%A9?x=/y/", ["a b", "é"]), ("/data%2Fdepartments", ["data", "departments"]),
  ])
  func segments(uri: String, expected: [String]) throws {
    try request(uri) { request throws in
      #expect(request.segments == expected)
      #expect(!request.hasDoubleSlash)
    }
  }

  @Test func oddPaths() throws {
    try request("/data//persons") { #expect($0.hasDoubleSlash) }
    try request("/a//") { #expect($0.hasDoubleSlash) }
    try request("/%FF") { #expect($0.segments == nil) }
    try request("/%00") { #expect($0.segments == nil) }
  }

  @Test(arguments: [
    ("/api/data/tasks", ["data", "tasks"]), ("/api", []), ("/api/", []), ("/apis/x", ["apis", "x"]), ("/data/api", ["data", "api"]),
  ])
  func publicPrefix(uri: String, expected: [String]) throws {
    try request(uri, [("TSUBAME_PREFIX", "/api")]) { #expect($0.segments == expected) }
  }

  @Test func identifiersDiffer() throws {
    var ids: Set<String> = []
    for _ in 0..<3 {
      try request("/") {
        ids.insert($0.id)
        #expect($0.id.utf8.count == 32)
      }
    }
    #expect(ids.count == 3)
  }

  @Test func cookies() throws {
    try request("/", [("HTTP_COOKIE", "a=1; access_token_cookie=x=y; b= 2 ;c")]) { request throws in
      #expect(request.cookie("access_token_cookie") == "x=y")
      #expect(request.cookie("a") == "1")
      #expect(request.cookie("b") == "2")
      #expect(request.cookie("c") == nil)
      #expect(request.cookie("token_cookie") == nil)
    }
  }

  @Test(arguments: [
    ("application/json", true), ("APPLICATION/JSON; charset=latin-1", true), ("application/vnd.api+json", true), ("text/json", false),
    ("application/jsonx", false), ("text/plain", false), ("", false),
  ])
  func mediaTypes(type: String, isJSON: Bool) throws {
    try request("/", [("CONTENT_TYPE", type)]) { #expect($0.isJSON == isJSON) }
  }

  @Test(arguments: [
    ("text/plain", "{}", 415), ("application/json", "{", 400), ("application/json", "", 400), ("application/json", "null", 400),
    ("application/json", "[NaN]", 400),
  ])
  func rawJSON(type: String, body: String, status: Int) throws {
    try request("/", [("CONTENT_TYPE", type)], method: "POST", body: body) { request throws in
      let failure = #expect(throws: Failure.self) { try request.json() }
      #expect(failure?.status == status)
    }
  }

  @Test func formsAreLimited() throws {
    let form = [("CONTENT_TYPE", "application/x-www-form-urlencoded")]
    try request("/", form, method: "POST", body: "a=1&b=+x") { request throws in
      #expect(try request.form()?.map { "\($0.name)=\($0.value)" } == ["a=1", "b= x"])
    }
    try request("/", form, method: "POST", body: String(repeating: "a&", count: 1001)) { request throws in
      let failure = #expect(throws: Failure.self) { try request.form() }
      #expect(failure?.status == 413)
    }
    try request("/", [("CONTENT_TYPE", "text/plain")], method: "POST", body: "a=1") { request throws in
      #expect(try request.form() == nil)
    }
  }

  @Test func validatedBodiesFallBackToTheQuery() throws {
    func email(_ request: Web.Request) throws -> String { try request.validated { $0.text("email") } }
    try request("/?email=q", method: "POST") { request throws in
      #expect(try email(request) == "q")
    }
    try request("/?email=q", [("CONTENT_TYPE", "application/json")], method: "POST", body: #"{"email":"j"}"#) { request throws in
      #expect(try email(request) == "j")
    }
    try request("/?email=q", [("CONTENT_TYPE", "application/json")], method: "POST", body: "{") { request throws in
      #expect(try email(request) == "q", "JSON that cannot be read counts as none")
    }
    try request("/?email=q", [("CONTENT_TYPE", "application/x-www-form-urlencoded")], method: "POST", body: "email=f") { request throws in
      #expect(try email(request) == "q", "the query wins over the form")
    }
    try request("/?email=q", [("CONTENT_TYPE", "application/json")], method: "POST", body: "[1]") { request throws in
      let failure = #expect(throws: Failure.self) { try email(request) }
      #expect(failure?.body["data"]["errors"].array?.first?["field"] == "")
    }
  }

  @Test func declaredParametersComeFromTheFirstSourceThatHasThem() throws {
    let json = [("CONTENT_TYPE", "application/json")]
    try request("/?a=1&c=x&c=y", json, method: "POST", body: #"{"a":2,"b":"3","d":[4,5],"e":6,"f":null,"g":true}"#) { request throws in
      let parameters = try DeclaredParameters(request)
      #expect(try parameters.integer("a", default: nil) == 1)
      #expect(try parameters.integer("b", default: nil) == 3)
      #expect(try parameters.integer("f", default: 7) == nil, "null is null, not the default")
      #expect(try parameters.integer("nope", default: 7) == 7)
      #expect(parameters.list("c") == ["x", "y"])
      #expect(parameters.list("d") == [4, 5])
      #expect(parameters.list("e") == [6], "one value is a list of one")
      #expect(parameters.list("nope") == nil)
      #expect(try parameters.flag("g", default: false))
      #expect(throws: Failure.self) { try parameters.integer("c", default: 1) }
      #expect(throws: Failure.self) { try parameters.text("d") }
      #expect(throws: Failure.self) { try parameters.flag("c", default: false) }
      #expect(throws: Failure.self) { try parameters.required("nope") }
    }
  }

  @Test(arguments: [("true", true), ("TRUE", true), ("1", true), ("on", true), ("false", false), ("0", false)])
  func declaredFlags(text: String, expected: Bool) throws {
    try request("/?a=\(text)") { request throws in
      #expect(try DeclaredParameters(request).flag("a", default: !expected) == expected)
    }
  }
}
