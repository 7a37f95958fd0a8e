import Engine
import Testing
import Web

@testable import Tracker

@Suite struct MetadataFieldRuleTests {
  private static let effects = ID.make()
  private static let modeling = ID.make()

  private func passes(_ role: Role, in projectRole: Role?, of mine: [ID] = [], for field: [ID]) throws -> Bool {
    try Rule.metadataField.passes(Standing(person: .make(), studioRole: role, projectRole: projectRole) { mine }, field)
  }

  @Test func managersOfTheProjectAndAdministrators() throws {
    #expect(try passes(.admin, in: nil, for: []))
    #expect(try passes(.user, in: .manager, for: []))
    #expect(try !passes(.manager, in: nil, for: [Self.effects]))
    #expect(try !passes(.manager, in: .client, for: [Self.effects]))
  }

  @Test func supervisorsOfTheDepartments() throws {
    #expect(try passes(.supervisor, in: .supervisor, of: [Self.effects], for: [Self.effects, Self.modeling]))
    #expect(try !passes(.supervisor, in: .supervisor, of: [Self.effects], for: [Self.modeling]))
    #expect(try !passes(.supervisor, in: .supervisor, of: [Self.effects, Self.modeling], for: [Self.effects]))
    #expect(try !passes(.supervisor, in: .supervisor, of: [Self.effects], for: []))
    #expect(try passes(.supervisor, in: .supervisor, for: [Self.effects]))
    #expect(try !passes(.supervisor, in: .supervisor, for: []))
  }

  @Test func nobodyElse() throws {
    for role in [Role.user, .client, .vendor] { #expect(try !passes(role, in: role, for: [Self.effects])) }
  }
}
