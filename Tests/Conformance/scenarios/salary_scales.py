"""Salary scales: nine for each department, made by looking at them. For administrators alone."""
from fixtures import as_role, department, event
from tables import OTHERS, strangers


def run(c):
    url = "/data/salary-scales"
    d, other = department(c), department(c, prefix="other ")
    mine = lambda rows: sorted(([r["position"], r["seniority"], r["salary"], r["type"], sorted(r)] for r in rows if r["department_id"] == d["id"]), key=str)
    c.get(url, pick=mine, note="nine more rows for a new department")
    c.get(url, pick=mine, note="and only once")
    rows = c.get(url, query={"department_id": d["id"], "page": "abc", "fields": "id", "position": "lead"}, pick=mine, note="nothing is filtered, nothing is read")
    s = next(r for r in rows if r["department_id"] == d["id"] and r["position"] == "lead" and r["seniority"] == "mid")
    event(c, "salary-scale:new", salary_scale_id=s["id"])
    c.get(url + "/" + s["id"])
    c.put(url + "/" + s["id"], {"salary": 321, "department_id": other["id"]}, note="the department stays")
    event(c, "salary-scale:update", salary_scale_id=s["id"])
    c.put(url + "/" + s["id"], {"salary": None})
    c.put(url + "/" + s["id"], {"salary": "abc"})
    c.put(url + "/" + s["id"], {"position": "boss"}, skip_peer=True, fixed={"status": 400, "body": {"error": True, "message": "", "data": None}}, note="an unknown position")
    c.get(url + "/" + s["id"])
    c.post(url, {"department_id": d["id"], "salary": 1}, note="they are never made by hand")
    c.post(url, {})
    c.raw("POST", url, b"{}", {})
    c.raw("POST", url, b"null", {"Content-Type": "application/json"})
    for role in OTHERS:
        who = as_role(c, role)
        who.get(url, note=role)
        who.get(url + "/" + s["id"], note=role)
        who.post(url, {"department_id": d["id"]}, note=role)
        who.put(url + "/" + s["id"], {}, note=role)
        who.delete(url + "/" + s["id"], note=role)
    strangers(c, "salary-scales")
    c.delete(url + "/" + s["id"])
    event(c, "salary-scale:delete", salary_scale_id=s["id"])
    c.get(url, pick=mine, note="it comes back, as new")
