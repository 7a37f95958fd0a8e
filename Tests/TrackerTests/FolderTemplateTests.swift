import Testing

@testable import Engine
@testable import Tracker

/// Folder templates read backwards.
@Suite struct FolderTemplateTests {
  private func names(_ template: String, _ path: String, _ separator: String = "/") -> [String]? {
    FolderTemplate.names(template, FolderTemplate.split(path, separator), separator: separator)?.map { "\($0.tag)=\($0.name)" }
  }

  @Test func namesStandWhereTheirTagsStand() {
    #expect(names("<Project>/shots/<Sequence>/<Shot>", "cosmo/shots/sq_01/sh010") == ["Project=cosmo", "Sequence=sq 01", "Shot=sh010"])
    #expect(names("<Project>/shots/<Sequence>", "cosmo/assets/prop") == nil)
    #expect(names("<Project>\\<Sequence>", "cosmo\\sq_01", "\\") == ["Project=cosmo", "Sequence=sq 01"])
  }

  @Test func theLongerOfTheTwoIsCutOff() {
    #expect(names("<Project>/shots/<Sequence>", "cosmo") == ["Project=cosmo"])
    #expect(names("<Project>", "cosmo/shots/sq_01") == ["Project=cosmo"])
    #expect(names("shots", "shots/sq_01") == nil)
  }

  @Test func wordsBesideATagAreCounted() {
    #expect(names("v<Version>_x", "v003_x") == ["Version=003"])
    #expect(names("v<Version>_x", "q003") == ["Version=0"])
    #expect(names("v<Version>_x", "v") == ["Version="])
    #expect(names("<AssetType>-<Asset>", "prop-tree") == ["AssetType=prop-tree"])
  }

  @Test func theFirstNameOfATagIsKept() {
    #expect(names("<Project>/<Project>", "/cosmo") == ["Project=cosmo"])
    #expect(names("<Project>/<Project>", "cosmo/other") == ["Project=cosmo"])
  }

  @Test func whatIsNoTagIsCompared() {
    #expect(names("<Task.id>/<Project>", "<Task.id>/cosmo") == ["Project=cosmo"])
    #expect(names("<Task.id>/<Project>", "main/cosmo") == nil)
    #expect(names("<Task/<Project>", "main/cosmo") == nil)
  }
}
