import Testing

@testable import Engine
@testable import Tracker

/// Names of asset instances (contract chapter 05, Instance name).
@Suite struct InstanceNameTests {
  @Test(arguments: [
    ("Tree", 1, "Tree_0001"), ("Tree été/2", 12, "Tree_ete_2_0012"), ("  -Old  car- ", 3, "Old_car_0003"),
    ("Øresund Æther ß", 9, "Oresund_AEther_ss_0009"), ("e\u{301}", 1, "e_0001"), ("a_b", 10000, "a_b_10000"), ("", 1, "_0001"),
  ])
  func names(asset: String, number: Int, name: String) {
    #expect(InstanceName.make(of: asset, number) == name)
  }
}
