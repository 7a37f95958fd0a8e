/// Persons, their departments, studios and the organisation; presence, days off, salaries and the log of who came in.
/// Columns and defaults are those of the contract (`models.json`).
extension Table {
  package static let organisation = Table(
    "organisation", model: "Organisation",
    fields: [
      .string("name", 80, required: true, unique: true),
      .float("hours_by_day", required: true, default: 8),
      .boolean("has_avatar", default: false),
      .boolean("use_original_file_name", default: false),
      .boolean("timesheets_locked", default: false),
      .boolean("format_duration_in_hours", default: false),
      .boolean("hd_by_default", default: false),
      .string("chat_token_slack", 80, default: ""),
      .string("chat_webhook_mattermost", 80, default: ""),
      .string("chat_token_discord", 80, default: ""),
      .boolean("dark_theme_by_default", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let studio = Table(
    "studio", model: "Studio",
    fields: [
      .string("name", 80, required: true, unique: true),
      .string("color", 7, required: true),
      .boolean("archived", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let department = Table(
    "department", model: "Department",
    fields: [
      .string("name", 80, required: true, unique: true),
      .string("color", 7, required: true),
      .boolean("archived", default: false),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let person = Table(
    "person", model: "Person",
    fields: [
      .string("first_name", 80, required: true),
      .string("last_name", 80, required: true),
      .email("email"),
      .string("phone", 30),
      .string("country", 2),
      .choice(
        "contract_type", ["open-ended", "fixed-term", "short-term", "freelance", "apprentice", "internship"], required: true,
        default: "open-ended"),
      .boolean("active", default: true),
      .boolean("archived", default: false),
      .date("last_presence"),
      .bytes("password"),
      .string("desktop_login", 80),
      .integer("login_failed_attemps", default: 0),
      .datetime("last_login_failed"),
      .boolean("totp_enabled", default: false),
      .string("totp_secret", 32),
      .boolean("email_otp_enabled", default: false),
      .string("email_otp_secret", 32),
      .boolean("fido_enabled", default: false),
      .array("fido_credentials"),
      .array("otp_recovery_codes"),
      .choice("preferred_two_factor_authentication", ["totp", "email_otp", "fido"]),
      .integer("shotgun_id", unique: true),
      .timezone("timezone"),
      .locale("locale"),
      .boolean("use_12_hour_clock", default: false),
      .string("display_date_format", 20, default: "YYYY-MM-DD"),
      .json("data"),
      .choice("role", .roles, required: true, default: "user"),
      .choice("position", .positions, default: "artist"),
      .choice("seniority", .seniorities, default: "mid"),
      .integer("daily_salary", default: 0),
      .boolean("has_avatar", default: false),
      .boolean("notifications_enabled", default: false),
      .boolean("notifications_slack_enabled", default: false),
      .string("notifications_slack_userid", 60, default: ""),
      .boolean("notifications_mattermost_enabled", default: false),
      .string("notifications_mattermost_userid", 60, default: ""),
      .boolean("notifications_discord_enabled", default: false),
      .string("notifications_discord_userid", 60, default: ""),
      .boolean("is_bot", required: true, default: false),
      .boolean("is_guest", required: true, default: false),
      .uuid("preview_project_id", to: "project").reaching(.anywhere),
      .datetime("preview_opened_at").byServer,
      .datetime("preview_open_until").byServer,
      .string("jti", 60, unique: true),
      .date("expiration_date"),
      .boolean("is_generated_from_ldap", default: false),
      .string("ldap_uid", 60, unique: true),
      .links("departments", to: "department", through: "department_link", from: "person_id", via: "department_id"),
      .uuid("studio_id", to: "studio"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let departmentLink = Table(
    "department_link", model: "DepartmentLink", key: ["person_id", "department_id"], unique: [["person_id", "department_id"]],
    fields: [
      .uuid("person_id", to: "person", required: true),
      .uuid("department_id", to: "department", required: true),
    ])

  package static let dayOff = Table(
    "day_off", model: "DayOff", unique: [["person_id", "date"]],
    fields: [
      .date("date", required: true),
      .date("end_date", required: true),
      .text("description"),
      .uuid("person_id", to: "person"),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let salaryScale = Table(
    "salary_scale", model: "SalaryScale",
    fields: [
      .uuid("department_id", to: "department", required: true),
      .choice("position", .positions, default: "artist"),
      .choice("seniority", .seniorities, default: "mid"),
      .integer("salary", required: true, default: 0),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let loginLog = Table(
    "login_log", model: "LoginLog",
    fields: [
      .uuid("person_id", to: "person", required: true),
      .address("ip_address"),
      .choice("origin", ["web", "script"]),
      .id,
      .createdAt,
      .updatedAt,
    ])

  package static let desktopLoginLog = Table(
    "desktop_login_log", model: "DesktopLoginLog",
    fields: [
      .uuid("person_id", to: "person", required: true),
      .datetime("date", required: true),
      .id,
      .createdAt,
      .updatedAt,
    ])
}
