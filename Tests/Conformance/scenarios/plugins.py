"""Plugins: for administrators alone. Rows only; nothing is installed by writing one."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    fields = {"plugin_id": c.unique("plug-"), "name": "Plug", "version": "1.0.0", "maintainer_name": "Ada", "maintainer_email": "Ada@Example.COM", "website": "https://example.com/plug", "license": "MIT",
              "description": "Does nothing", "revision": "abc", "icon": "plug", "frontend_project_enabled": True}
    p = made(c, "plugins", "plugin", fields)
    least = {"plugin_id": c.unique("least-"), "name": "Least", "version": "1", "maintainer_name": "", "license": ""}
    c.post("/data/plugins", least)
    c.post("/data/plugins", least, note="twice the same plugin")
    c.post("/data/plugins", {"plugin_id": c.unique("less-"), "name": "Less"})
    c.post("/data/plugins", {**least, "plugin_id": c.unique("mail-"), "maintainer_email": "not an email"})
    c.post("/data/plugins", {**least, "plugin_id": c.unique("site-"), "website": "not an address"})
    c.post("/data/plugins", {**least, "plugin_id": c.unique("rev-"), "revision": "x" * 13})
    changed(c, "plugins", "plugin", p, {"version": "1.0.1", "frontend_studio_enabled": True, "maintainer_email": "GRACE@example.com"})
    tried(c, "plugins", p, {**least, "plugin_id": c.unique("x")})
    strangers(c, "plugins")
    deleted(c, "plugins", "plugin", p)
