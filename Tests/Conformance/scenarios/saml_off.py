"""Where no identity provider is configured, whoever comes from one is told so."""


def run(c):
    nobody = c.anonymous()
    nobody.get("/auth/saml/login", headers=("Content-Type", "Location"))
    nobody.post("/auth/saml/sso", {}, headers=("Content-Type", "Location"), note="whatever is sent")
    nobody.post("/auth/saml/sso", {"SAMLResponse": "PHg+"}, headers=("Content-Type",))
    nobody.post("/auth/saml/login", {}, note="one way only")
    nobody.get("/auth/saml/sso", note="and the other")
    c.get("/auth/saml/login", note="the same with a token")
    nobody.get("/auth/saml/nowhere")
    nobody.get("/config", pick=lambda body: {key: body[key] for key in ("saml_enabled", "saml_idp_name")})
