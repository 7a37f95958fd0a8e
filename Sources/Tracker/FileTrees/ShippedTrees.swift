import Web

/// The file trees that come with the server, by their names.
///
/// They are written down short: what the modes have in common once, and abbreviations for tags.
enum ShippedTrees {
  static let all: [String: JSON] = ["default": tree(defaultModes), "simple": tree(simpleModes)]

  private struct Mode {
    let name: String
    let root: String
    /// Each kind with its folder and name.
    let templates: [(kind: String, folder: String, name: String)]
  }

  private static let defaultModes = [
    Mode(
      name: "working", root: "productions",
      templates: [
        ("shot", "P/shots/Q/<Shot>/TT", "P_<Shot>_TT"), ("asset", "P/assets/A/TT", "P_A_TT"), ("sequence", "P/sequences/Q/TT", "P_Q_TT"),
        ("scene", "P/scenes/Q/<Scene>/TT", "P_Q_<Scene>_TT"), ("episode", "P/episodes/<Episode>/TT", "P_<Episode>_TT"),
      ]),
    Mode(
      name: "output", root: "productions/export",
      templates: [
        ("shot", "P/shots/Q/<Shot>/OT", "P_Q_<Shot>_OT_<OutputFile>"), ("asset", "P/assets/A/OT", "P_A_OT_<OutputFile>"),
        ("sequence", "P/sequences/Q/OT", "P_Q_OT_<OutputFile>"), ("scene", "P/scenes/Q/<Scene>/OT", "P_Q_<Scene>_OT_<OutputFile>"),
        ("episode", "P/episodes/<Episode>/OT", "P_<Episode>_OT_<OutputFile>"),
      ]),
    Mode(
      name: "preview", root: "productions/previews",
      templates: [
        ("shot", "P/shots/Q/<Shot>/TT", "P_Q_<Shot>_TT"), ("asset", "P/assets/A/TT", "P_A_TT"), ("sequence", "P/sequences/Q/TT", "P_Q_TT"),
        ("scene", "P/scene/<Scene>/TT", "P_<Scene>_TT"), ("episode", "P/episodes/<Episode>/TT", "P_<Episode>_TT"),
      ]),
  ]

  private static let simpleModes = [
    Mode(
      name: "working", root: "productions",
      templates: [
        ("shot", "P/shots/Q/<Shot>/TT/<Software>", "P_Q_<Shot>_TTV"), ("asset", "P/assets/A/TT/<Software>", "P_A_TTV"),
        ("sequence", "P/sequences/Q/TT/<Software>", "P_Q_TTV"), ("scene", "P/scenes/Q/<Scene>/TT/<Software>", "P_<Scene>_TTV"),
        ("episode", "P/episodes/<Episode>/TT/<Software>", "P_<Episode>_TTV"),
      ]),
    Mode(
      name: "output", root: "productions/export",
      templates: [
        ("shot", "P/shots/Q/<Shot>/TT/OT", "P_Q_<Shot>_TT_OTV"), ("asset", "P/assets/A/TT/OT", "P_A_TT_OTV"),
        ("sequence", "P/sequences/Q/TT/OT", "P_Q_TT_OTV"), ("scene", "P/scenes/Q/<Scene>/TT/OT", "P_<Scene>_TT_OTV"),
        ("episode", "P/episodes/<Episode>/TT/OT", "P_<Episode>_TT_OTV"),
        (
          "instance_asset",
          "P/assets/<TemporalEntityType>/<TemporalEntity>/TT/OT/A/instance_<Instance.number>/<Representation>",
          "P_<TemporalEntityType>_<TemporalEntity>_TT_OT_<Name>_<Instance.name>_v<Version>"
        ),
        (
          "instance", "P/<TemporalEntityType>/Q/<TemporalEntity>/TT/OT/A/instance_<Instance.number>/<Representation>",
          "P_Q_<TemporalEntity>_TT_OT_<Name>_<Instance.name>_v<Version>"
        ),
      ]),
    Mode(
      name: "preview", root: "productions/previews",
      templates: [
        ("shot", "P/shots/Q/<Shot>/TT", "P_Q_<Shot>_TT"), ("asset", "P/assets/A/TT", "P_A_TT"), ("sequence", "P/sequences/Q/TT", "P_Q_TT"),
        ("scene", "P/scenes/Q/<Scene>/TT", "P_<Scene>_TT"), ("episode", "P/episodes/<Episode>/TT", "P_<Episode>_TT"),
      ]),
  ]

  private static func tree(_ modes: [Mode]) -> JSON {
    var tree: JSON.Object = [:]
    for mode in modes {
      var (folders, names): (JSON.Object, JSON.Object) = ([:], [:])
      for (kind, folder, name) in mode.templates {
        folders[kind] = .text(written(folder, asset: "<AssetType>/<Asset>"))
        names[kind] = .text(written(name, asset: "<AssetType>_<Asset>"))
      }
      (folders["style"], names["style"]) = ("lowercase", "lowercase")
      tree[mode.name] = [
        "mountpoint": "/simple", "root": .text(mode.root), "folder_path": .object(folders), "file_name": .object(names),
      ]
    }
    return .object(tree)
  }

  /// With the tags that the abbreviations stand for; an abbreviation is a word of its own, or ends one with the version behind it.
  private static func written(_ template: String, asset: String) -> String {
    let tags = ["P": "<Project>", "Q": "<Sequence>", "A": asset, "TT": "<TaskType>", "OT": "<OutputType>"]
    let version = "_<Name>_v<Version>"
    let separator: Character = template.contains("/") ? "/" : "_"
    return template.split(separator: separator).map { word in
      if let tag = tags[String(word)] { return tag }
      guard word.last == "V", let tag = tags[String(word.dropLast())] else { return String(word) }
      return tag + version
    }.joined(separator: String(separator))
  }
}
