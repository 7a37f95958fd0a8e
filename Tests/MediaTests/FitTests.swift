import Testing

@testable import Media

/// As the original answered (chapter 07, Pictures; a small picture keeps its ratio since 1.0.97).
@Suite struct FitTests {
  @Test(arguments: [
    (1920, 800, 150, 100, 150, 63, 0, 18), (1920, 800, 100, 100, 100, 42, 0, 29), (1920, 800, 1200, 500, 1200, 500, 0, 0),
    (40, 20, 150, 100, 150, 75, 0, 12), (40, 20, 100, 100, 100, 50, 0, 25), (300, 700, 150, 100, 43, 100, 53, 0),
    (800, 600, 150, 100, 134, 100, 8, 0), (1, 10_000, 100, 100, 1, 100, 49, 0), (100, 100, 100, 100, 100, 100, 0, 0),
  ])
  func fits(_ width: Int, _ height: Int, _ boxWidth: Int, _ boxHeight: Int, _ w: Int, _ h: Int, _ x: Int, _ y: Int) {
    let fit = Fit(of: width, height, into: boxWidth, boxHeight)
    #expect([fit.width, fit.height, fit.x, fit.y] == [w, h, x, y])
  }
}
