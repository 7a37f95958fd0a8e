import Glibc
import Web

/// What an object of a drawing is made of, in its own points.
struct Outline {
  enum Kind {
    case line(DrawnPath)
    case surface(DrawnPath)
    /// Around the middle.
    case ellipse(Double, Double)
    /// With the pressure of the pen at each point, 0 to 1.
    case pressure([(point: DrawnPath.Point, pressure: Double)])
    case text(String)
    case group([JSON.Object])
  }

  /// Where the points are.
  struct Box: Equatable {
    var x = 0.0
    var y = 0.0
    var width = 0.0
    var height = 0.0
  }

  let kind: Kind
  private(set) var box = Box()
  /// Is the middle of its box at 0?
  let isCentred: Bool

  /// - Returns: nil for a type that is not drawn.
  init?(_ object: JSON.Object) {
    func number(_ name: String, _ fallback: Double = 0) -> Double { object[name]?.double ?? fallback }
    let (width, height) = (number("width"), number("height"))
    switch object["type"]?.text?.lowercased() {
    case "path": self.init(line: DrawnPath(object["path"] ?? .null))
    case "psstroke": self.init(pressure: object)
    case "rect":
      let (x, y) = (width / 2, height / 2)
      self.init(.surface(DrawnPath(.text("M\(-x) \(-y) L\(x) \(-y) L\(x) \(y) L\(-x) \(y) Z"))), width, height)
    case "circle":
      let radius = number("radius", width / 2)
      self.init(.ellipse(radius, radius), 2 * radius, 2 * radius)
    case "ellipse":
      let (x, y) = (number("rx", width / 2), number("ry", height / 2))
      self.init(.ellipse(x, y), 2 * x, 2 * y)
    case "line": self.init(line: DrawnPath(.text("M\(number("x1")) \(number("y1")) L\(number("x2")) \(number("y2"))")))
    case "arrow":
      let start = DrawnPath.Point(x: number("x1"), y: number("y1"))
      let end = DrawnPath.Point(x: number("x2"), y: number("y2"))
      // The head is no part of the box.
      self.init(.line(Self.arrow(from: start, to: end, head: number("arrowHeadSize", 15))), around: [start, end])
    case "polyline", "polygon":
      let points = (object["points"]?.array ?? []).compactMap { point -> String? in
        guard let x = point["x"].double, let y = point["y"].double else { return nil }
        return "\(x) \(y)"
      }
      let isClosed = object["type"]?.text == "polygon"
      let path = DrawnPath(.text(points.isEmpty ? "" : "M\(points.joined(separator: " L"))\(isClosed ? " Z" : "")"))
      self.init(.surface(path), around: path.points)
    case "i-text", "text", "textbox": self.init(.text(object["text"]?.text ?? ""), width, height)
    case "group": self.init(.group((object["objects"]?.array ?? []).compactMap(\.object)), width, height)
    default: return nil
    }
  }

  private init(_ kind: Kind, _ width: Double, _ height: Double) {
    (self.kind, box, isCentred) = (kind, Box(width: width, height: height), true)
  }

  private init(line path: DrawnPath) { self.init(.line(path), around: path.points) }

  private init(pressure object: JSON.Object) {
    let offset = object["strokeOffset"] ?? .null
    let (left, top) = (offset["x"].double ?? 0, offset["y"].double ?? 0)
    let points = (object["strokePoints"]?.array ?? []).compactMap { point -> (point: DrawnPath.Point, pressure: Double)? in
      guard let x = point["x"].double, let y = point["y"].double else { return nil }
      return (DrawnPath.Point(x: x - left, y: y - top), min(max(point["pressure"].double ?? 1, 0), 1))
    }
    self.init(.pressure(points), around: points.map(\.point))
  }

  private init(_ kind: Kind, around points: [DrawnPath.Point]) {
    self.kind = kind
    isCentred = false
    guard let first = points.first else { return }
    let (left, right) = points.reduce((first.x, first.x)) { (min($0.0, $1.x), max($0.1, $1.x)) }
    let (top, bottom) = points.reduce((first.y, first.y)) { (min($0.0, $1.y), max($0.1, $1.y)) }
    box = Box(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// A shaft that ends within its head, and a head of two lines at 30 degrees, closed.
  private static func arrow(from start: DrawnPath.Point, to end: DrawnPath.Point, head: Double) -> DrawnPath {
    let direction = atan2(end.y - start.y, end.x - start.x)
    func back(_ length: Double, _ turn: Double) -> String {
      "\(end.x - length * cos(direction + turn)) \(end.y - length * sin(direction + turn))"
    }
    let shaft = "M\(start.x) \(start.y) L\(back(0.7 * head, 0))"
    return DrawnPath(.text("\(shaft) M\(back(head, .pi / 6)) L\(end.x) \(end.y) L\(back(head, -.pi / 6)) Z"))
  }
}
