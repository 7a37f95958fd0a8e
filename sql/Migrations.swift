import MariaDB

/// The numbered migrations of this folder, in order. They are part of the program, so that an installed server needs no other file.
public enum Migrations {
  public static let all = [
    Migration(number: 1, name: "0001-tables", text: text(PackageResources._001_tables_sql)),
    Migration(number: 2, name: "0002-server", text: text(PackageResources._002_server_sql)),
    Migration(number: 3, name: "0003-security-keys", text: text(PackageResources._003_security_keys_sql)),
    Migration(number: 4, name: "0004-jobs", text: text(PackageResources._004_jobs_sql)),
    Migration(number: 5, name: "0005-openid", text: text(PackageResources._005_openid_sql)),
    Migration(number: 6, name: "0006-listing-changes", text: text(PackageResources._006_listing_changes_sql)),
    Migration(number: 7, name: "0007-sign-in", text: text(PackageResources._007_sign_in_sql)),
    Migration(number: 8, name: "0008-saml", text: text(PackageResources._008_saml_sql)),
    Migration(number: 9, name: "0009-listing-changes-unseen", text: text(PackageResources._009_listing_changes_unseen_sql)),
    Migration(number: 10, name: "0010-production-settings", text: text(PackageResources._010_production_settings_sql)),
    Migration(number: 11, name: "0011-search", text: text(PackageResources._011_search_sql)),
    Migration(number: 12, name: "0012-task-type-softwares", text: text(PackageResources._012_task_type_softwares_sql)),
    Migration(number: 13, name: "0013-media", text: text(PackageResources._013_media_sql)),
    Migration(number: 14, name: "0014-file-states", text: text(PackageResources._014_file_states_sql)),
    Migration(number: 15, name: "0015-event-stream", text: text(PackageResources._015_event_stream_sql)),
    Migration(number: 16, name: "0016-playlists", text: text(PackageResources._016_playlists_sql)),
    Migration(number: 17, name: "0017-newer-sign-in", text: text(PackageResources._017_newer_sign_in_sql)),
  ]

  // The generated names have a `_` in the place of the first digit.
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
