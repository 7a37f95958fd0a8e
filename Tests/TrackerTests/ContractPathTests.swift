import Testing
import Web

@testable import Engine
@testable import Tracker

/// A path of the contract that is not there yet answers 404: it does not fall to its neighbour with a parameter, which would take the name
/// for an id.
@Suite struct ContractPathTests {
  private static let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/docs/contract"

  /// Method and path of each route of the contract, with its parameters in braces.
  private func contract() -> [(method: Web.Method, path: String)] {
    ["routes.tsv", "routes-newer.tsv"].flatMap { file in
      LocalFile.text("\(Self.folder)/\(file)").split(separator: "\n").compactMap { line in
        let columns = line.split(separator: "\t")
        guard columns.count > 1, let method = Web.Method(rawValue: String(columns[0])) else { return nil }
        return (method, String(columns[1]))
      }
    }
  }

  @Test func namesAreNotTakenForIDs() {
    let (router, routes) = (declaredRoutes().router, contract())
    #expect(routes.count > 700)
    for (method, path) in routes {
      let segments = path.split(separator: "/").map(String.init)
      guard case .found(let index, _, _) = router.match(method, segments) else { continue }
      let found = router.declarations[index].path.split(separator: "/").map(String.init)
      let isTaken = zip(segments, found).contains { !$0.hasPrefix("{") && !$0.hasPrefix("<") && $1.hasPrefix("{") }
      #expect(!isTaken, "\(method.rawValue) \(path) is answered by \(router.declarations[index].path)")
    }
  }
}
