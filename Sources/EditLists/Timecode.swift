/// Frames as SMPTE ST 12-1 counts them: `HH:MM:SS:FF`, or `HH:MM:SS;FF` where frame numbers are dropped.
struct Timecode {
  /// Frames a second.
  let rate: Double

  /// Frames in the second that the numbers count: 30 at 29.97.
  private var nominal: Int { Int(rate.rounded(.up)) }

  /// - Parameter text: a timecode, or the number of a frame.
  func frames(_ text: Substring) throws(EditList.Unreadable) -> Int {
    guard text.contains(":") else {
      guard let number = Int(text), (0...100_000_000).contains(number) else { throw EditList.Unreadable("\"\(text)\" is no timecode") }
      return number
    }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == ";" }
    let numbers = parts.compactMap { $0.count <= 3 ? UInt16($0).map(Int.init) : nil }
    guard parts.count == 4, numbers.count == 4, numbers[1] < 60, numbers[2] < 60 else {
      throw EditList.Unreadable("\"\(text)\" is no timecode")
    }
    let (hours, minutes, seconds, frames) = (numbers[0], numbers[1], numbers[2], numbers[3])
    guard frames < nominal else { throw EditList.Unreadable("\"\(text)\" has a frame that there is not at \(rate) frames a second") }
    let count = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames
    guard text.contains(";") else { return count }
    // Two numbers (four at 59.94) are left out in every minute but each tenth.
    guard nominal == 30 || nominal == 60, Double(nominal) != rate else {
      throw EditList.Unreadable("\"\(text)\" drops frames, which only 29.97 and 59.94 frames a second do; the production has \(rate)")
    }
    let total = hours * 60 + minutes
    return count - nominal / 15 * (total - total / 10)
  }
}
