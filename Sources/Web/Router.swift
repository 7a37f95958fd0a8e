/// What stood in the place of a pattern's `:name` segments.
public struct PathParameters: Sendable, Equatable {
  var pairs: [(name: String, value: String)] = []

  public init() {}

  /// Asking for what the pattern does not have is a mistake in the program, and ends it.
  public subscript(_ name: String) -> String {
    guard let pair = pairs.first(where: { $0.name == name }) else { preconditionFailure("The path has no parameter \(name).") }
    return pair.value
  }

  public static func == (left: PathParameters, right: PathParameters) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0 == $1 }
  }
}

/// Finds the route of a path: a trie over its segments, built once before the first request.
///
/// A segment that starts with `:` takes whatever stands there; with a suffix (`:instance_id.png`) what ends in it, with a second parameter
/// (`:instance_id.:extension`) what has a dot. Where several fit, they are tried in the order literal, suffix, dot, parameter; a later one
/// still answers the methods that an earlier one does not have. A trailing slash makes no difference.
public struct Router<Route: Sendable>: Sendable {
  /// A declared route, in the order of declaration.
  public struct Declaration: Sendable {
    public let method: Method
    public let pattern: String
    public let route: Route

    /// With parameters in braces: `/data/tasks/{task_id}`, `/movies/{instance_id}.mp4`.
    public var path: String {
      let segments = pattern.split(separator: "/").map { segment in
        guard segment.first == ":" else { return String(segment) }
        return segment.split(separator: ".").map { piece in
          piece.first == ":" ? "{\(piece.dropFirst())}" : String(piece)
        }.joined(separator: ".")
      }
      return "/" + segments.joined(separator: "/")
    }
  }

  public enum Match {
    /// The route, its index in `declarations`, and the parameters of the path.
    case found(Int, Route, parameters: PathParameters)
    /// The path exists, with these methods only.
    case otherMethods([Method])
    case notFound
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    /// Segments that end in `.png`, by the suffix without its dot.
    var suffixes: [String: Int] = [:]
    /// Segments with a dot.
    var dotted: Int?
    var parameter: Int?
    /// Index in `declarations` by method, and the names of the parameters on the way here.
    var routes: [Method: (index: Int, names: [String])] = [:]
  }

  public private(set) var declarations: [Declaration] = []
  private var nodes: [Node] = [Node()]

  public init() {}

  /// - Parameter pattern: `/data/tasks/:task_id/full`.
  public mutating func add(_ method: Method, _ pattern: String, _ route: Route) {
    var node = 0
    var names: [String] = []
    for segment in pattern.split(separator: "/") {
      let pieces = segment.split(separator: ".", maxSplits: 1)
      if segment.first == ":", pieces.count == 2 {
        names.append(String(pieces[0].dropFirst()))
        if pieces[1].first == ":" {
          names.append(String(pieces[1].dropFirst()))
          node = nodes[node].dotted ?? addNode { $0[node].dotted = $1 }
        } else {
          node = nodes[node].suffixes[String(pieces[1])] ?? addNode { $0[node].suffixes[String(pieces[1])] = $1 }
        }
      } else if segment.first == ":" {
        names.append(String(segment.dropFirst()))
        node = nodes[node].parameter ?? addNode { $0[node].parameter = $1 }
      } else {
        node = nodes[node].literals[String(segment)] ?? addNode { $0[node].literals[String(segment)] = $1 }
      }
    }
    precondition(nodes[node].routes[method] == nil, "\(method.rawValue) \(pattern) is declared twice")
    nodes[node].routes[method] = (declarations.count, names)
    declarations.append(Declaration(method: method, pattern: pattern, route: route))
  }

  private mutating func addNode(link: (inout [Node], Int) -> Void) -> Int {
    nodes.append(Node())
    link(&nodes, nodes.count - 1)
    return nodes.count - 1
  }

  /// - Parameter segments: of the path, percent-decoded, without a trailing empty one.
  public func match(_ method: Method?, _ segments: [String]) -> Match {
    var others: Set<Method> = []
    var values: [String] = []
    if let (index, names) = find(method, segments[...], 0, &values, &others) {
      var parameters = PathParameters()
      parameters.pairs = zip(names, values).map { ($0, $1) }
      return .found(index, declarations[index].route, parameters: parameters)
    }
    return others.isEmpty ? .notFound : .otherMethods(Method.allCases.filter(others.contains))
  }

  private func find(
    _ method: Method?, _ segments: ArraySlice<String>, _ node: Int, _ values: inout [String], _ others: inout Set<Method>
  ) -> (Int, [String])? {
    guard let segment = segments.first else {
      if let method, let found = nodes[node].routes[method] { return found }
      others.formUnion(nodes[node].routes.keys)
      return nil
    }
    if let next = nodes[node].literals[segment], let found = find(method, segments.dropFirst(), next, &values, &others) { return found }
    if let dot = segment.lastIndex(of: "."), dot > segment.startIndex {
      let (name, suffix) = (String(segment[..<dot]), String(segment[segment.index(after: dot)...]))
      for (next, taken) in [(nodes[node].suffixes[suffix], [name]), (nodes[node].dotted, [name, suffix])] {
        guard let next else { continue }
        values += taken
        if let found = find(method, segments.dropFirst(), next, &values, &others) { return found }
        values.removeLast(taken.count)
      }
    }
    if let next = nodes[node].parameter, !segment.isEmpty {
      values.append(segment)
      if let found = find(method, segments.dropFirst(), next, &values, &others) { return found }
      values.removeLast()
    }
    return nil
  }
}
