"""The organisation: everybody reads it, without its chat secrets unless they are administrators."""
from fixtures import ROLES, as_role
from tables import changed, deleted, made, strangers, tried


def run(c):
    url = "/data/organisations"
    fields = {"name": c.unique("Studio "), "hours_by_day": 7.5, "chat_token_slack": "xoxb-1", "chat_webhook_mattermost": "https://example.com/hook", "chat_token_discord": "d", "dark_theme_by_default": True}
    o = made(c, "organisations", "organisation", fields)
    c.post(url, {"name": c.unique("Least ")}, pick=lambda r: {k: v for k, v in r.items() if k != "id"})
    c.post(url, {})
    c.post(url, fields, note="twice the same name")
    changed(c, "organisations", "organisation", o, {"hours_by_day": 8, "use_original_file_name": True, "chat_token_slack": None})
    put = lambda value, **kw: c.put(url + "/" + o["id"], {"hours_by_day": value}, pick=lambda r: r["hours_by_day"], **kw)
    put("6.5")
    put("7")
    put(" 6 ")
    put(True)
    put(None)
    put("abc", fixed={"status": 400})
    put("", fixed={"status": 400})
    put([], fixed={"status": 400})
    c.get(url + "/" + o["id"], note="the last that was accepted")
    tried(c, "organisations", o, {"name": c.unique("x")})
    for role in ROLES:
        as_role(c, role).get(url, query={"id": o["id"], "chat_token_discord": "d"}, note=role + " filters on a secret")
    as_role(c, "artist").get(url, query={"id": o["id"], "chat_token_slack": "x", "page": "abc"})
    as_role(c, "artist").get(url, query={"id": o["id"], "fields": "name,chat_token_discord"})
    strangers(c, "organisations")
    deleted(c, "organisations", "organisation", o)
    for row in c.get(url, query={"name": c.unique("Least ")}, keep=False):
        c.delete(url + "/" + row["id"], keep=False)
