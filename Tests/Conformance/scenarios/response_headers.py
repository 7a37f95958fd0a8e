"""The headers every answer carries, whatever its status, and those that none carries."""
from fixtures import as_role, department

SECURITY = ("X-Content-Type-Options", "X-Frame-Options", "Content-Security-Policy", "Referrer-Policy")
CROSS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods")


def run(c):
    nobody = c.anonymous()
    nobody.get("/config", headers=SECURITY + ("Content-Type",), pick=sorted, note="200")
    nobody.get("/data/departments", headers=SECURITY + ("Content-Type",), note="401")
    nobody.get("/nope", headers=SECURITY + ("Content-Type",), note="404 of the router")
    nobody.post("/config", {}, headers=SECURITY + ("Content-Type",), note="405")
    nobody.options("/config", headers=SECURITY)
    nobody.head("/config", headers=SECURITY)
    c.get("/data/departments/abc", headers=SECURITY, note="400")
    c.get("/data/departments/ffffffff-ffff-4fff-8fff-ffffffffffff", headers=SECURITY, note="404 of a row")
    c.raw("POST", "/data/departments", b"{}", answer_headers=SECURITY, note="415")
    as_role(c, "artist").post("/data/departments", {"name": "x"}, headers=SECURITY, note="403")
    c.with_token("abc").get("/data/departments", headers=SECURITY, note="422")
    d = department(c)
    c.delete("/data/departments/" + d["id"], headers=SECURITY + ("Content-Type",), note="204")

    nobody.get("/config", send={"Origin": "https://elsewhere.example"}, headers=CROSS, pick=sorted, note="no other origin is let in by default")
    nobody.options("/data/departments", send={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}, headers=CROSS)
    nobody.get("/config", send={"Accept": "text/html"}, headers=("Content-Type",), pick=sorted, note="the answer is JSON whatever is accepted")
    nobody.get("/config", send={"Accept-Encoding": "identity"}, headers=("Cache-Control", "ETag"), pick=sorted)
