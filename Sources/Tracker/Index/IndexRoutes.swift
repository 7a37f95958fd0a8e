import Engine
import MariaDB
import Web

/// What the server says about itself (contract chapter 01, Index).
enum IndexRoutes {
  static func declare(in routes: inout Routes) {
    let processors = ProcessorLoad()
    routes.get("/", for: .anyone, "Name and version of the API") { _ in
      .json(["api": .text(Configuration.apiName), "version": .text(Configuration.apiVersion)])
    }
    routes.get("/config", for: .anyone, "What a client must know before somebody signs in") { try config($0) }
    routes.get("/status", for: .anyone, "Which parts of the server work") { .json(.object(ServiceStatus($0).document)) }
    routes.get("/status.txt", for: .anyone, "Which parts of the server work, as text") { call in
      // No media type that there is, but the one that monitoring scripts have always been sent.
      Response(contentType: "text", body: .bytes(Array(ServiceStatus(call).text.utf8)))
    }
    routes.get("/status/influx", for: .anyone, "Which parts of the server work, as numbers with the time") {
      .json(.object(ServiceStatus($0).measurement))
    }
    routes.get("/status/resources", for: .anyone, "Load of the machine and of the pool of workers") { call in
      let jobs = (try? JobCounts(call.database).running) ?? 0
      return .json(.object(HostResources.document(processors, call.slot.snapshot(), runningJobs: jobs)))
    }
    routes.get("/status/test-event", for: .anyone, writing: true, "Send an event to who listens, to try the event stream") { call in
      // Anybody may ask: one a second serves all who try.
      let isOnItsWay = try call.database.exists(
        "SELECT 1 FROM stream_message WHERE created_at > UTC_TIMESTAMP(6) - INTERVAL 1 SECOND AND name = 'main:test' LIMIT 1")
      if !isOnItsWay { call.events.emit("main:test", [:], isKept: false) }
      return .json(["success": true])
    }
    routes.get("/metrics", "What the pool and the jobs have done, for Prometheus, where it is switched on", Metrics.isOn, .may(.admin)) {
      call, _, _ in
      try Metrics.answer(call)
    }
    routes.get("/stats", "How many previews and comments there are", .may(.admin)) { call, _ in try stats(call) }
    routes.get("/admin/config/check", for: .anyone, "Settings in force, for the holder of the ADMIN_TOKEN") {
      try ConfigurationCheck.answer($0)
    }
  }

  private static func config(_ call: Call) throws -> Response {
    let settings = call.configuration
    let isDark = try call.database.first("SELECT dark_theme_by_default FROM organisation ORDER BY id LIMIT 1") { $0.bool(0) } ?? false
    return .json([
      "is_self_hosted": .bool(settings.isSelfHosted),
      "crisp_token": .text(settings.crispToken),
      "dark_theme_by_default": .bool(isDark),
      // There is no search engine beside the database.
      "indexer_configured": false,
      "saml_enabled": .bool(settings.saml != nil),
      "saml_idp_name": .text(settings.saml?.providerName ?? ""),
      "oidc_enabled": .bool(settings.openID != nil),
      "oidc_idp_name": .text(settings.openID?.providerName ?? ""),
      "default_locale": .text(settings.defaultLocale),
      "default_timezone": .text(settings.defaultTimezone),
      "enforce_2fa": .bool(settings.enforcesTwoFactor),
      "movie_highdef_bitrate": JSON(settings.media.highBitrate),
      "movie_lowdef_bitrate": JSON(settings.media.lowBitrate),
      "preview_accounts_enabled": .bool(settings.hasPreviewAccounts),
    ])
  }

  private static func stats(_ call: Call) throws -> Response {
    let previews = try call.database.first(
      """
      SELECT COUNT(CASE extension WHEN 'mp4' THEN 1 END), COUNT(CASE extension WHEN 'png' THEN 1 END),
      COUNT(CASE extension WHEN 'obj' THEN 1 END) FROM preview_file
      """
    ) { row in (videos: row.int(0), pictures: row.int(1), models: row.int(2)) }
    return .json([
      "number_of_video_previews": JSON(previews?.videos),
      "number_of_picture_previews": JSON(previews?.pictures),
      "number_of_model_previews": JSON(previews?.models),
      "number_of_comments": JSON(try call.database.count("SELECT COUNT(*) FROM comment")),
    ])
  }
}
