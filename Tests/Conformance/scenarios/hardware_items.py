"""Hardware items: for administrators alone."""
from tables import changed, deleted, made, strangers, tried


def run(c):
    fields = {"name": c.unique("Tablet "), "short_name": "tab", "monthly_cost": 12, "inventory_amount": 3}
    h = made(c, "hardware-items", "hardware-item", fields)
    c.post("/data/hardware-items", fields, note="twice the same name")
    c.post("/data/hardware-items", {"name": c.unique("x ")}, note="no short name")
    c.post("/data/hardware-items", {"name": c.unique("defaults "), "short_name": "d", "monthly_cost": None, "inventory_amount": None, "archived": None})
    changed(c, "hardware-items", "hardware-item", h, {"inventory_amount": 0, "archived": True})
    tried(c, "hardware-items", h, {"name": c.unique("x"), "short_name": "x"})
    strangers(c, "hardware-items")
    deleted(c, "hardware-items", "hardware-item", h)
