import CPango
import Web

/// Words on a drawing (Pango), in a font without serifs.
struct DrawnText {
  private let text: String
  private let object: JSON.Object

  /// Longer ones were not written by a reviewer.
  private static let maxLength = 10_000

  init(_ text: String, _ object: JSON.Object) {
    self.text = String(text.prefix(Self.maxLength))
    self.object = object
  }

  /// In the middle of a box of that size, whose middle is at 0.
  func draw(on context: OpaquePointer, size: (width: Double, height: Double)) {
    guard !text.isEmpty, let layout = pango_cairo_create_layout(context), let font = pango_font_description_from_string("sans") else {
      return
    }
    defer {
      pango_font_description_free(font)
      g_object_unref(UnsafeMutableRawPointer(layout))
    }
    let fontSize = min(max(object["fontSize"]?.double ?? 16, 1), 2000)
    pango_font_description_set_absolute_size(font, fontSize * Double(PANGO_SCALE))
    pango_layout_set_font_description(layout, font)
    pango_layout_set_text(layout, text, Int32(text.utf8.count))
    if object["type"]?.text == "textbox", size.width > 0 { pango_layout_set_width(layout, Int32(size.width * Double(PANGO_SCALE))) }
    pango_layout_set_alignment(layout, Self.alignments[object["textAlign"]?.text ?? ""] ?? PANGO_ALIGN_LEFT)
    var (width, height): (Int32, Int32) = (0, 0)
    pango_layout_get_pixel_size(layout, &width, &height)
    let half = (x: Double(width) / 2, y: Double(height) / 2)
    if let ground = Colour(object["backgroundColor"]?.text) {
      cairo_set_source_rgba(context, ground.red, ground.green, ground.blue, ground.alpha)
      let box = (width: max(size.width, Double(width)), height: max(size.height, Double(height)))
      cairo_rectangle(context, -box.width / 2, -box.height / 2, box.width, box.height)
      cairo_fill(context)
    }
    let colour = Colour(object["fill"]?.text) ?? .black
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
    cairo_move_to(context, -half.x, -half.y)
    pango_cairo_show_layout(context, layout)
    cairo_new_path(context)
  }

  private static let alignments = ["center": PANGO_ALIGN_CENTER, "right": PANGO_ALIGN_RIGHT]
}
