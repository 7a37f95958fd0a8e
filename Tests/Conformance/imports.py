"""What scenarios about rows of other servers share."""
import uuid

from fixtures import event


def new_id():
    return str(uuid.uuid4())


def imported(c, path, row, name=None, event_data=None, **options):
    """A step: one row, and its event. The original has capitals in the events of entities, Tsubame both spellings."""
    rows = c.post("/import/kitsu/" + path, [row], **options)
    if event_data is not None:
        event(c, name, **event_data)
    return rows[0]
