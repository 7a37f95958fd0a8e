import CPango
import Glibc
import Web

/// One object of a drawing (Fabric.js, as the web app stores it): its place, its colours, and what of it is a line or a surface.
struct DrawnObject {
  private typealias Point = DrawnPath.Point

  private let object: JSON.Object
  /// Pixels of the layer for each unit of the canvas it was drawn on.
  private let scale: (x: Double, y: Double)
  private let isChild: Bool

  /// - Parameter frame: pixels of the picture, which is the canvas where the object does not say.
  init(_ object: JSON.Object, frame: (width: Double, height: Double)) {
    self.object = object
    isChild = false
    func size(_ name: String, _ fallback: Double) -> Double { object[name]?.double.flatMap { $0 > 0 ? $0 : nil } ?? fallback }
    scale = (
      frame.width / size("canvasWidth", frame.width) * Canvas.density, frame.height / size("canvasHeight", frame.height) * Canvas.density
    )
  }

  private init(_ object: JSON.Object, in group: DrawnObject) {
    (self.object, scale, isChild) = (object, group.scale, true)
  }

  private func number(_ name: String, _ fallback: Double = 0) -> Double { object[name]?.double ?? fallback }
  private func has(_ name: String) -> Bool { object[name]?.double != nil }

  func draw(on context: OpaquePointer) {
    guard let outline = Outline(object) else { return }
    if !isChild { cairo_scale(context, scale.x, scale.y) }
    let erased = object["eraser"]?["objects"].array ?? []
    if !erased.isEmpty { cairo_push_group(context) }
    cairo_save(context)
    place(outline, on: context)
    paint(outline, on: context)
    cairo_restore(context)
    guard !erased.isEmpty else { return }
    cairo_save(context)
    place(outline, on: context, isCentred: true)
    cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT)
    for stroke in erased.compactMap(\.object) { DrawnObject(stroke, in: self).draw(on: context) }
    cairo_restore(context)
    cairo_pop_group_to_source(context)
    cairo_paint(context)
  }

  /// From the canvas to the object's own points, whose middle is the middle of its box. Turned around its upper left corner.
  private func place(_ outline: Outline, on context: OpaquePointer, isCentred: Bool = false) {
    let box = outline.box
    let (width, height) = (number("width", box.width), number("height", box.height))
    let (scaleX, scaleY) = (number("scaleX", 1), number("scaleY", 1))
    cairo_translate(context, number("left", box.x), number("top", box.y))
    cairo_rotate(context, number("angle") * .pi / 180)
    cairo_translate(context, width * scaleX / 2, height * scaleY / 2)
    // A scale of nothing has no way back, which Cairo takes as an error for ever.
    if scaleX != 0 && scaleY != 0 { cairo_scale(context, scaleX, scaleY) }
    if isCentred { return }
    let middle = object["pathOffset"].map { (x: $0["x"].double, y: $0["y"].double) }
    if outline.isCentred { return }
    cairo_translate(context, -(middle?.x ?? box.x + box.width / 2), -(middle?.y ?? box.y + box.height / 2))
  }

  private func paint(_ outline: Outline, on context: OpaquePointer) {
    switch outline.kind {
    case .group(let children): for child in children { nested(child, on: context) }
    case .text(let text): DrawnText(text, object).draw(on: context, size: (number("width"), number("height")))
    case .pressure(let points):
      for (start, end) in zip(points, points.dropFirst()) {
        cairo_move_to(context, start.point.x, start.point.y)
        cairo_line_to(context, end.point.x, end.point.y)
        stroke(on: context, width: (start.pressure + end.pressure) / 2)
      }
      if points.count == 1 {
        cairo_move_to(context, points[0].point.x, points[0].point.y)
        cairo_close_path(context)
        stroke(on: context, width: points[0].pressure)
      }
    case .line(let path):
      path.trace(on: context)
      stroke(on: context)
    case .surface(let path):
      path.trace(on: context)
      fillAndOutline(on: context)
    case .ellipse(let radiusX, let radiusY):
      cairo_save(context)
      cairo_scale(context, max(radiusX, 0.001), max(radiusY, 0.001))
      cairo_new_path(context)
      cairo_arc(context, 0, 0, 1, 0, 2 * .pi)
      cairo_restore(context)
      fillAndOutline(on: context)
    }
  }

  private func nested(_ child: JSON.Object, on context: OpaquePointer) {
    cairo_save(context)
    DrawnObject(child, in: self).draw(on: context)
    cairo_restore(context)
  }

  private func fillAndOutline(on context: OpaquePointer) {
    if let fill = Colour(object["fill"]?.text) {
      set(fill, on: context)
      cairo_fill_preserve(context)
    }
    if Colour(object["stroke"]?.text) != nil { stroke(on: context) } else { cairo_new_path(context) }
  }

  /// - Parameter width: times the width of the line.
  private func stroke(on context: OpaquePointer, width: Double = 1) {
    set(Colour(object["stroke"]?.text) ?? Colour(object["fill"]?.text) ?? .black, on: context)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    // As wide everywhere, also of a shape that is squeezed; a pixel at least.
    cairo_save(context)
    cairo_identity_matrix(context)
    cairo_set_line_width(context, max(number("strokeWidth", 1) * scale.x * width, Canvas.density))
    cairo_stroke(context)
    cairo_restore(context)
  }

  private func set(_ colour: Colour, on context: OpaquePointer) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha * min(max(number("opacity", 1), 0), 1))
  }
}
