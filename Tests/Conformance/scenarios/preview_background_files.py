"""Preview backgrounds: everybody reads them, administrators write them. One at most is the default."""
from fixtures import new, project
from tables import changed, deleted, made, strangers, tried


def run(c):
    url = "/data/preview-background-files"
    b = made(c, "preview-background-files", "preview-background-file", {"name": c.unique("Sky "), "original_name": "sky.hdr", "extension": "hdr", "file_size": 5000000000})
    c.post(url, {"name": b["name"]}, note="the name of another")
    other = c.post(url, {"name": b["name"].upper()}, note="in another case")
    c.post(url, {})
    c.post(url, {"name": None})
    c.post(url, {"name": "x" * 41})
    c.post(url, {"name": c.unique("x "), "extension": "toolong"})
    c.put(url + "/" + other["id"], {"name": b["name"]}, note="the name of another")
    c.put(url + "/" + other["id"], {"name": other["name"]}, note="its own name")
    changed(c, "preview-background-files", "preview-background-file", b, {"archived": True, "file_size": None})

    # Making one the default ends that of the others, silently.
    first = c.post(url, {"name": c.unique("first "), "is_default": True})
    second = c.post(url, {"name": c.unique("second "), "is_default": True})
    defaults = lambda rows: [r["id"] for r in rows if r["is_default"]]
    c.get(url, pick=defaults, note="created last")
    c.put(url + "/" + first["id"], {"is_default": True})
    c.get(url, pick=defaults, note="changed last")
    c.get(url + "/" + second["id"])
    c.get("/data/events/last", query={"name": "preview-background-file:update", "limit": 50},
          pick=lambda rows: [r["data"] for r in rows if r["data"]["preview_background_file_id"] in (first["id"], second["id"])], note="an event for what was asked only")
    c.put(url + "/" + first["id"], {"is_default": False})
    c.get(url, pick=defaults, note="none")
    c.put(url + "/" + first["id"], {"is_default": None})
    c.put(url + "/" + first["id"], {"is_default": "true"})

    tried(c, "preview-background-files", b, {"name": c.unique("x ")})
    strangers(c, "preview-background-files")
    p = project(c, team=(), preview_background_files=[second["id"]])
    c.delete(url + "/" + second["id"], note="a project uses it")
    c.put("/data/projects/" + p["id"], {"preview_background_files": []}, keep=False)
    p = new(c, "projects", name=c.unique("default "), default_preview_background_file_id=first["id"])
    c.delete(url + "/" + first["id"], note="it is the default of one")
    c.put("/data/projects/" + p["id"], {"default_preview_background_file_id": None}, keep=False)
    c.delete(url + "/" + second["id"])
    c.delete(url + "/" + first["id"])
    deleted(c, "preview-background-files", "preview-background-file", b)
