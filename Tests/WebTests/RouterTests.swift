import Testing

@testable import Web

@Suite struct RouterTests {
  private let router: Router<String> = {
    var router = Router<String>()
    router.add(.get, "/", "index")
    router.add(.get, "/data/tasks", "list")
    router.add(.post, "/data/tasks", "create")
    router.add(.get, "/data/tasks/:task_id", "read")
    router.add(.put, "/data/tasks/:task_id", "update")
    router.add(.get, "/data/tasks/open-tasks", "open")
    router.add(.get, "/data/tasks/:task_id/comments/:comment_id", "comment")
    router.add(.get, "/data/tasks/open-tasks/stats", "stats")
    router.add(.get, "/pictures/:id.png", "png")
    router.add(.get, "/pictures/:id.:extension", "any")
    router.add(.post, "/pictures/:id", "upload")
    router.add(.get, "/pictures/:id/download", "download")
    return router
  }()

  /// A handler that asks for a parameter of another route is found by its first request.
  @Test func aParameterThatThePatternDoesNotHaveEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var router = Router<String>()
      router.add(.get, "/data/tasks/:task_id", "read")
      guard case .found(_, _, let parameters) = router.match(.get, ["data", "tasks", "1"]), parameters["task_id"] == "1" else { return }
      _ = parameters["comment_id"]
    }
  }

  private func match(_ method: Web.Method?, _ path: String) -> String {
    switch router.match(method, path.split(separator: "/").map(String.init)) {
    case .found(let index, let route, _):
      #expect(router.declarations[index].route == route)
      return route
    case .otherMethods(let methods): return methods.map(\.rawValue).joined(separator: ",")
    case .notFound: return "not found"
    }
  }

  @Test(arguments: [
    ("/", "index"), ("/data/tasks", "list"), ("/data/tasks/", "list"), ("/data/tasks/1", "read"), ("/data", "not found"),
    ("/data/tasks/1/comments", "not found"), ("/data/tasks/1/comments/2", "comment"), ("/data/tasks/1/comments/2/3", "not found"),
    ("/pictures/1.png", "png"), ("/pictures/1.x.png", "png"), ("/pictures/1.PNG", "any"), ("/pictures/.png", "POST"),
    ("/pictures/1", "POST"),
    ("/pictures/1.png/download", "download"), ("/DATA/tasks", "not found"), ("/data/tasks/:task_id", "read"),
  ])
  func found(path: String, expected: String) {
    #expect(match(.get, path) == expected)
  }

  @Test func literalsComeBeforeParameters() {
    #expect(match(.get, "/data/tasks/open-tasks") == "open")
    #expect(match(.get, "/data/tasks/open-tasksx") == "read")
    #expect(match(.get, "/data/tasks/open-tasks/stats") == "stats")
  }

  @Test func theParameterAnswersWhatTheLiteralDoesNot() {
    #expect(match(.put, "/data/tasks/open-tasks") == "update", "no PUT is declared for the literal")
    #expect(match(.get, "/data/tasks/open-tasks/comments/2") == "comment", "the literal leads nowhere")
  }

  @Test func otherMethods() {
    #expect(match(.delete, "/data/tasks") == "GET,POST")
    #expect(match(.delete, "/data/tasks/1") == "GET,PUT")
    #expect(match(.delete, "/data/tasks/open-tasks") == "GET,PUT", "of the literal and of the parameter")
    #expect(match(nil, "/data/tasks") == "GET,POST", "a method that is never declared")
    #expect(match(nil, "/nope") == "not found")
  }

  @Test func parameters() throws {
    guard case .found(_, _, let parameters) = router.match(.get, ["data", "tasks", "a b/c", "comments", "7"]) else {
      Issue.record("not found")
      return
    }
    #expect(parameters["task_id"] == "a b/c", "decoded already, whatever it holds")
    #expect(parameters["comment_id"] == "7")
  }

  @Test func anEmptySegmentIsNoParameter() {
    guard case .notFound = router.match(.get, ["data", "tasks", "", "comments", "7"]) else {
      Issue.record("found")
      return
    }
  }

  /// Two routes may name the parameter of one place differently: each gets its own.
  @Test func parameterNamesBelongToTheRoute() {
    var router = Router<Int>()
    router.add(.get, "/a/:first", 1)
    router.add(.put, "/a/:second/x", 2)
    guard case .found(_, 2, let parameters) = router.match(.put, ["a", "v", "x"]) else {
      Issue.record("not found")
      return
    }
    #expect(parameters.pairs.map(\.name) == ["second"])
    #expect(parameters["second"] == "v")
  }
}
