import Engine
import Web

/// What somebody who is signed in starts with.
enum UserRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/context", for: .person, "All that a client needs to know when it starts") { try UserContext($0).answer() }
    routes.get("/data/user/projects/open", for: .person, "List the open projects that the caller works in") { call in
      let projects = try OpenProjects(named: call.request.query["name"], try call.access)
      return .stream { output, flush in
        output.append(byte: UInt8(ascii: "["))
        try projects.write(from: call.database, to: output, flush)
        output.append(byte: UInt8(ascii: "]"))
      }
    }
  }
}
