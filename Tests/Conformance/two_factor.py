"""What the scenarios of second factors share."""
import base64
import hashlib
import hmac
import struct
import time


def code(secret, ago=0, waits=True):
    """RFC 6238: six digits of an HMAC over the number of half minutes; `ago` says of which, -1 is the next one. Waits when the half minute is about to end.

    Those of the one before, this one and the next are good. Tsubame takes a code once, and none that is older than one it took; the original does not mind."""
    if waits and time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30 - ago), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000)


def done(body):
    codes = body["otp_recovery_codes"]
    return {"codes": codes and [len(codes), sorted({len(x) for x in codes}), all(x.isalnum() and x.upper() == x for x in codes)], "keys": sorted(body)}
