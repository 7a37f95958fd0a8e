"""What the server says about itself."""
from fixtures import as_role, ROLES


def run(c):
    nobody = c.anonymous()
    nobody.get("/", note="clients recognise the server by this", pick=lambda body: [body["api"], len(body["version"].split("."))])
    nobody.get("/config", headers=("Content-Type",))
    c.get("/config", note="the same with a token")
    nobody.get("/status", pick=lambda body: [sorted(k for k in body if k not in ("pool", "jobs")), body["name"], "version" in body, sorted({type(v).__name__ for k, v in body.items() if k.endswith("-up")})])
    nobody.get("/status.txt", headers=("Content-Type",), pick=lambda text: [line.split(":")[0] for line in text.split("\n")], note="names only: what is up depends on the machine")
    nobody.get("/status/influx", pick=lambda body: {k: "0 or 1" if v in (0, 1) else type(v).__name__ for k, v in body.items()})
    nobody.get("/status/resources", pick=lambda body: {k: sorted(v) if isinstance(v, dict) else type(v).__name__ for k, v in body.items() if k != "pool"},
               note="what Tsubame adds about its workers aside")
    nobody.get("/status/test-event")
    nobody.get("/stats")
    for role in ROLES:
        as_role(c, role).get("/stats", pick=lambda body: {k: type(v).__name__ for k, v in body.items()}, note=role)
    nobody.get("/openapi.json", headers=("Content-Type",), pick=lambda body: sorted(k for k in ("info", "openapi", "paths") if k in body))
