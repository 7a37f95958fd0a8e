import Engine
import Web

/// What somebody who is signed in starts with.
enum UserRoutes {
  static func declare(in routes: inout Routes) {
    routes.get("/data/user/context", for: .person, "All that a client needs to know when it starts") { try UserContext($0).answer() }
  }
}
