/// Rows whose rules are no more than who may do what.
enum StudioRows {
  static func declare(in routes: inout Routes) {
    for resource in plain { Rows(resource).declare(in: &routes) }
  }

  private static let plain: [PlainResource] = [
    PlainResource("departments", .department, .everybodyReads),
    PlainResource("studios", .studio, .everybodyReads),
  ]
}
