"""OpenID Connect when it is off, as it is without settings."""


def run(c):
    nobody = c.anonymous()
    nobody.get("/config", pick=lambda body: [body["oidc_enabled"], body["oidc_idp_name"]])
    nobody.get("/auth/oidc/login", headers=("Content-Type",))
    c.get("/auth/oidc/login", note="the same with a token")
    nobody.get("/auth/oidc/callback", headers=("Content-Type",))
    nobody.get("/auth/oidc/callback", code="x", state="x")
    nobody.get("/auth/oidc/callback", error="access_denied", state="x")
    nobody.get("/auth/oidc/login/", note="a slash more")
    nobody.head("/auth/oidc/login")
    nobody.options("/auth/oidc/login")
    nobody.post("/auth/oidc/login", {})
    nobody.post("/auth/oidc/callback", {})
    nobody.get("/auth/oidc")
