"""Which addresses and methods exist. Decided before anyone is asked who they are."""
from fixtures import department

UNKNOWN = "ffffffff-ffff-4fff-8fff-ffffffffffff"


def run(c):
    nobody = c.anonymous()
    nobody.get("/nope", headers=("Content-Type",), note="unknown path, no token")
    c.get("/nope", note="unknown path, token")
    nobody.get("/data/nope")
    nobody.get("/data/departments/a/b")
    nobody.get("/DATA/departments", note="paths are case-sensitive")
    nobody.post("/auth/register", {"email": "a@example.com"}, note="there is no registration")
    nobody.get("/admin/config/check", note="exists only with an admin token configured")

    nobody.post("/auth/authenticated", {}, headers=("Allow",), note="known path, another method, before authentication")
    nobody.get("/auth/login")
    nobody.put("/data/departments", {})
    nobody.delete("/data/departments")
    nobody.post("/data/departments/" + UNKNOWN, {})
    nobody.raw("PATCH", "/data/departments/" + UNKNOWN, b"{}", headers={"Content-Type": "application/json"})
    c.post("/data/events/last", {})
    c.delete("/data/events/last", note="another method of the same address is that of a row named `last`")
    c.put("/data/events/names", {})
    nobody.raw("TRACE", "/data/departments", fixed={"status": 405}, note="the web server in front may answer this one itself")
    nobody.raw("BREW", "/data/departments", note="a verb nobody knows")
    nobody.head("/auth/login", note="HEAD where GET is not")
    nobody.raw("BREW", "/nope")

    nobody.options("/data/departments", headers=("Allow", "Content-Type"))
    nobody.options("/data/departments/" + UNKNOWN, headers=("Allow",))
    nobody.options("/data/departments/abc", headers=("Allow",), note="the identifier is not looked at")
    nobody.options("/auth/login", headers=("Allow",))
    nobody.options("/config", headers=("Allow",))
    nobody.options("/nope")

    nobody.head("/config", headers=("Content-Type",))
    nobody.head("/nope")
    nobody.head("/data/departments")
    c.head("/data/departments/" + UNKNOWN)
    d = department(c)
    c.head("/data/departments/" + d["id"], headers=("Content-Type", "Content-Length"), note="the length is that of the body GET would answer")
    c.head("/data/departments/abc")

    nobody.get("/config/", pick=sorted)
    c.get("/data/departments/" + d["id"] + "/")
    c.put("/data/departments/" + d["id"] + "/", {"color": "#111111"})
    c.get("/data/departments/", name=d["name"])
    nobody.options("/data/departments/", headers=("Allow",))
    nobody.get("/nope/")
    nobody.get("//config", pick=sorted, note="a leading double slash")
    nobody.get("/data//departments?name=a%20b", headers=("Location",), note="an inner double slash, before authentication")
    c.get("/data/departments/%61bc", note="percent-decoded before the handler sees it")
    c.get("/data%2Fdepartments%2F" + d["id"], note="an encoded slash separates like any other")
    c.delete("/data/departments/" + d["id"] + "/")
