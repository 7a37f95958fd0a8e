import Engine
import Web

/// How much of a second of a movie is kept, in Mbit/s: of its high and of its low definition version. Null is what is above: the
/// production has it for its task types, the server for productions (contract chapter 09, row 35).
struct Bitrates {
  static let high = "hd_bitrate_compression"
  static let low = "ld_bitrate_compression"

  /// The server's for high definition; nothing may be above.
  let most: Int

  init(_ configuration: Configuration) { self.init(most: configuration.media.highBitrate) }

  init(most: Int) {
    self.most = most
  }

  /// - Throws: 400 for one that is not from 1 to `most`, and for a low one above the high one.
  func check(low: Int?, high: Int?) throws(Failure) {
    for rate in [high, low] {
      if let rate, !(1...most).contains(rate) { throw invalid(String(rate)) }
    }
    if let low, low > high ?? most {
      throw .parameter("The low definition bitrate (\(low)) cannot exceed the high definition one (\(high ?? most)).")
    }
  }

  /// Looks at the bitrates that a body changes; lowering the high one below a stored low one is allowed.
  /// - Parameter stored: what there is; nil for a new row.
  func check(_ body: JSON.Object, stored: (high: Int?, low: Int?)?) throws(Failure) {
    func changed(_ name: String, _ stored: Int?) throws(Failure) -> Int?? {
      guard let value = body[name] else { return nil }
      if value.isNull { return .some(nil) }
      guard case .integer(let number) = value, (1...Int64(most)).contains(number) else {
        let isSame = value.integer.map { Int($0) } == stored && stored != nil
        if isSame { return nil }
        throw invalid(value.description)
      }
      return Int(number)
    }
    let newHigh = try changed(Self.high, stored?.high)
    let newLow = try changed(Self.low, stored?.low)
    if let newLow, let rate = newLow, rate != stored?.low { try check(low: rate, high: newHigh ?? stored?.high) }
  }

  private func invalid(_ value: String) -> Failure {
    .parameter("Invalid bitrate \(value). Expected an integer number of Mbit/s between 1 and \(most).")
  }
}
