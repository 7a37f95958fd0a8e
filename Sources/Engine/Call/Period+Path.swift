import Web

extension Period {
  /// The period that a path names by `year`, and `month`, `week` or `day`. - Throws: 400.
  package init(_ call: Call, _ unit: Unit) throws(Failure) {
    let period =
      switch unit {
      case .year: Period(year: call["year"])
      case .month: Period(year: call["year"], month: call["month"])
      case .week: Period(year: call["year"], week: call["week"])
      case .day: Period(year: call["year"], month: call["month"], day: call["day"])
      }
    guard let period else { throw .parameter("There is no such \(unit.rawValue) in the calendar.") }
    self = period
  }
}
