"""Every table has its two addresses, with these methods, and none of them answers a stranger."""

TABLES = (
    "asset-instances", "attachment-files", "budget-entries", "budgets", "chat-messages", "chats", "comments", "custom-actions", "day-offs", "departments", "entities", "entity-links",
    "entity-types", "events", "file-status", "hardware-items", "metadata-descriptors", "milestones", "news", "notifications", "organisations", "output-files", "output-types", "persons",
    "playlists", "plugins", "preview-background-files", "preview-files", "production-schedule-version-task-links", "production-schedule-versions", "project-status", "project-templates",
    "projects", "salary-scales", "schedule-items", "search-filter-groups", "search-filters", "softwares", "status-automations", "studios", "subscriptions", "task-status", "task-types",
    "tasks", "time-spents", "working-files",
)
OTHERS = (
    "/auth/authenticated", "/auth/change-password", "/auth/login", "/auth/logout", "/auth/recovery-codes",
    "/auth/refresh-token", "/auth/totp", "/config", "/data/events/last", "/data/events/login-logs/last", "/data/events/names",
    "/data/task-status-links", "/data/task-type-links", "/actions/task-types/reorder", "/actions/projects/abc/task-type-links/reorder", "/actions/projects/abc/task-status-links/reorder",
    "/actions/persons/abc/disable-two-factor-authentication", "/openapi.json", "/stats", "/status", "/status.txt", "/status/influx", "/status/resources", "/status/test-event", "/",
)


def run(c):
    nobody = c.anonymous()
    for table in TABLES:
        nobody.options("/data/" + table, headers=("Allow",))
        nobody.options(f"/data/{table}/abc", headers=("Allow",))
        nobody.get("/data/" + table)
        nobody.post("/data/" + table, {})
        for method in ("GET", "PUT", "DELETE"):
            nobody.step(method, f"/data/{table}/abc", json=None if method == "GET" else {})
    for path in OTHERS:
        nobody.options(path, headers=("Allow",))
