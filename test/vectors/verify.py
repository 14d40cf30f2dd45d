#!/usr/bin/env python3
"""Verifies a public record from its addresses alone, as docs/format.md describes it ("Verifying", steps 1 to 7).

    verify.py URL [--vkey TEXT] [--since CHECKPOINT-FILE] [--witness VKEY]...
    verify.py FILE.tlog-proof --vkey TEXT

Written from that description and nothing else of this project, so that a mistake of the other verifier is not
its own. Python 3.9 or newer, its standard library alone. Prints one JSON document; exit 0 holds, 1 does not, 2 usage.
"""
import argparse
import base64
import csv
import hashlib
import io
import json
import re
import sys
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta

EMPTY_DIGEST = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
PRIVATE_KINDS = {"contact", "secret", "problem"}
NATURAL_KEYS = {"assessment": "indicator", "section": "slug", "holiday": "date", "setting": "key", "absence": "of",
                "contact": "slug", "secret": "key", "problem": "of"}
ENTRY_FIELDS = {"push": {"jws"}, "heartbeat": {"jws"}, "redaction": {"digest", "name", "reason"},
                "notices": {"day", "sent"}, "key": {"office", "log"}, "lost": {"jws"}}
KEY_IF = {"follows", "before", "handed"}
REASONS = {"personal", "consent", "order", "secret", "unstated"}
PAYLOAD_1 = {"iss", "aud", "iat", "fiscalYear", "sequence", "base", "_sd_alg", "rows", "private", "held", "gone", "state"}
PAYLOAD_2 = PAYLOAD_1 | {"version", "log"}
CANCELLED, EVERY_SECTION = "ยกเลิก", "ทุกฝ่าย"
STATES = ["overdue", "due", "late", "reported", "unconfirmed", "scheduled", "done", "beforeRecord"]
MEASURE_CELLS = """id indicator issue measure monitoring period responsible lead partners status reason due understood state confirmed
    doubted held withdrawn vanished""".split()
REPORT_CELLS = """id duty measure section occurrence due state date result evidence nothingToReport by reportedAt held vanished proven
    linkStates droppedFor""".split()


# Bytes and text

def sha256(data):
    return hashlib.sha256(data).digest()


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64url(text):
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise ValueError("no base64url: " + text[:40])
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64url(data) != text:
        raise ValueError("spare bits in base64url")
    return data


def digest(text):
    return b64url(sha256(text.encode()))


def canonical(value):
    """RFC 8785, for what stands in a record: keys in the order of UTF-16, numbers as ECMAScript prints them."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + canonical(value[k]) for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\x7f")


def instant(text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text):
        raise ValueError("no instant: " + text)
    return datetime.fromisoformat(text[:-1] + "+00:00").timestamp()


# Signatures

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


def _point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        raise ValueError("point out of range")
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * I % P
    if (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = _add(q, p)
        p, n = _add(p, p), n >> 1
    return q


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public, message, signature):
    """RFC 8032, 5.1.7."""
    try:
        if len(signature) != 64:
            return False
        a, r = _point(public), _point(signature[:32])
        s = int.from_bytes(signature[32:], "little")
        if s >= L:
            return False
        k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
        left, right = _times(s, BASE), _add(r, _times(k, a))
        return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
    except ValueError:
        return False


def rs256(key, message, signature):
    """RFC 8017, 8.2.2 with SHA-256: the padding is made and compared, never read."""
    n, e = (int.from_bytes(unb64url(key[part]), "big") for part in ("n", "e"))
    length = (n.bit_length() + 7) // 8
    if len(signature) != length or int.from_bytes(signature, "big") >= n:
        return False
    found = pow(int.from_bytes(signature, "big"), e, n).to_bytes(length, "big")
    info = bytes.fromhex("3031300d060960864801650304020105000420") + sha256(message)
    return found == b"\0\1" + b"\xff" * (length - len(info) - 3) + b"\0" + info


# The tree and its notes

def entry_hash(data):
    return sha256(b"\0" + data)


class Tree:
    """The roots of every beginning, entry after entry (RFC 6962, 2.1)."""

    def __init__(self):
        self.peaks, self.roots = [], [sha256(b"")]

    def add(self, leaf):
        size, height = len(self.roots), 0
        while size >> height & 1 == 0:
            leaf, height = sha256(b"\1" + self.peaks.pop() + leaf), height + 1
        self.peaks.append(leaf)
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\1" + peak + root)
        self.roots.append(root)


def root_by_proof(leaf, index, size, proof):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return None
    fn, sn, node = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = sha256(b"\1" + sibling + node)
            while fn & 1 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = sha256(b"\1" + node + sibling)
        fn, sn = fn >> 1, sn >> 1
    return node if sn == 0 else None


def verifier_key(text):
    name, key_id, key = text.strip().split("+", 2)
    data = base64.b64decode(key)
    if sha256(name.encode() + b"\n" + data)[:4].hex() != key_id:
        raise ValueError("the key ID is not of this key")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def note_lines(note):
    text, _, signatures = note.rpartition("\n\n")
    found = []
    for line in signatures.splitlines():
        dash, name, signature = line.split(" ")
        if dash != "\u2014":
            raise ValueError("no line of a signature")
        found.append((name, base64.b64decode(signature)))
    return text + "\n", found


def is_signed(note, vkey):
    """Whether the note has a line of this key that holds; of a witness (type 4) with its time in it."""
    name, key_id, kind, public = verifier_key(vkey)
    text, lines = note_lines(note)
    for signer, data in lines:
        if signer == name and data[:4] == key_id:
            if kind == 1:
                return ed25519(public, text.encode(), data[4:])
            if kind == 4:
                time = int.from_bytes(data[4:12], "big")
                return ed25519(public, f"cosignature/v1\ntime {time}\n{text}".encode(), data[12:])
    return False


def checkpoint(text):
    lines = text.replace("\r", "").split("\n")
    return lines[0], int(lines[1]), base64.b64decode(lines[2])


def tile_number(n):
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.append(f"x{n % 1000:03d}")
    return "/".join(reversed(parts))


# The record

class Record:
    def __init__(self, url):
        self.url, self.faults, self.notes = url.rstrip("/"), [], []

    def get(self, path):
        request = urllib.request.Request(self.url + path, headers={"User-Agent": "verify.py"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def json(self, path):
        return json.loads(self.get(path))

    def must(self, holds, place, what):
        if not holds:
            self.faults.append({"place": place, "what": what})
        return holds


def read_tree(record, size):
    """Step 2: the entries, and the tree made of them."""
    entries, tree = [], Tree()
    for number in range((size + 255) // 256):
        width = min(256, size - 256 * number)
        path = tile_number(number) + (f".p/{width}" if width < 256 else "")
        hashes, bundle = record.get("/log/tile/0/" + path), record.get("/log/tile/entries/" + path)
        place = "/log/tile/entries/" + path
        record.must(len(hashes) == 32 * width, "/log/tile/0/" + path, "width of the tile")
        offset = 0
        for at in range(width):
            length = int.from_bytes(bundle[offset:offset + 2], "big")
            data = bundle[offset + 2:offset + 2 + length]
            offset += 2 + length
            leaf = entry_hash(data)
            record.must(hashes[32 * at:32 * at + 32] == leaf, f"{place}#{256 * number + at}", "the entry is not the one in the tile")
            tree.add(leaf)
            entries.append(data)
        record.must(offset == len(bundle), place, "bytes after the last entry")
    return entries, tree


def read_checkpoint(record, vkey, since, witnesses):
    """Steps 1 and 3, with the entries of step 2."""
    served = record.get("/log/vkey").decode().strip()
    key = served
    if not vkey:
        record.notes.append("the key of the log is the record's own word: it was not kept from before")
    note = record.get("/log/checkpoint").decode()
    origin, size, root = checkpoint(note)
    record.must(is_signed(note, key), "/log/checkpoint", "the log's signature")
    record.must(origin == verifier_key(key)[0], "/log/checkpoint", "another origin than the key's name")
    record.must(len(note_lines(note)[0].splitlines()) == 3, "/log/checkpoint", "extension lines")
    for witness in witnesses:
        record.must(is_signed(note, witness), "/log/checkpoint", "no cosignature of " + witness.split("+")[0])
    entries, tree = read_tree(record, size)
    check_log_keys(record, note, vkey, served, [one for one in map(json.loads, entries) if one["type"] == "key"])
    record.must(tree.roots[-1] == root, "/log/checkpoint", "the root is not that of the entries")
    if since:
        before, old_size, old_root = checkpoint(since)
        record.must(before == origin, "--since", "a checkpoint of another log")
        record.must(old_size <= size and tree.roots[min(old_size, size)] == old_root, "--since",
                    "the log does not go on from the checkpoint that was kept")
    return entries, tree


def check_log_keys(record, note, vkey, served, keys):
    """The key that the log names last signs, keys before it too where they do; one that was kept leads to it by notes."""
    if keys:
        record.must(keys[-1]["log"] == served, "/log/vkey", "another key than the newest entry of keys names")
        for one in keys[-1].get("before", []):
            name, key_id = verifier_key(one["key"])[:2]
            if any(signer == name and data[:4] == key_id for signer, data in note_lines(note)[1]):
                record.must(is_signed(note, one["key"]), "/log/checkpoint", "the signature of a key of before")
    record.kept_keys, own = [], vkey or served
    at = next((index for index, one in enumerate(keys) if one["log"] == own), -1)
    for one in keys[at + 1:]:
        if one["log"] == own or own == served:
            continue
        handed = one.get("handed", "\n\n")
        holds = note_lines(handed)[0] == f"sujarit log key\n{one['log']}\n" and is_signed(handed, own)
        if not holds:
            break
        record.kept_keys.append(own)
        own = one["log"]
    record.must(own == served, "/log/vkey", "another key than the one that was kept, which did not hand over")
    if vkey:
        record.kept_keys.append(vkey.strip())


def kid_of(jws):
    return json.loads(unb64url(jws.split(".")[0]))["kid"]


def read_jws(jws, keys, typ="sujarit-push+sd-jwt"):
    """The payload of a signed part, whether it holds, and whether its header is canonical."""
    header_text, payload_text, signature = jws.split(".")
    header = json.loads(unb64url(header_text))
    key = next((key for key in keys if key["kid"] == header.get("kid")), None)
    holds = (set(header) == {"alg", "typ", "kid"} and header["alg"] == "RS256" and header["typ"] == typ
             and key is not None and rs256(key, f"{header_text}.{payload_text}".encode(), unb64url(signature)))
    payload = json.loads(unb64url(payload_text))
    is_canonical = unb64url(header_text).decode() == canonical(header)
    return payload, holds, is_canonical


def check_payload(record, place, payload):
    fields = set(payload)
    record.must(fields == PAYLOAD_1 or (fields == PAYLOAD_2 and payload["version"] == 2), place, "fields of the payload")
    record.must(payload["_sd_alg"] == "sha-256", place, "_sd_alg")


def check_countersignature(record, place, index, payload, tree):
    log = payload.get("log")
    if not log:
        return 0
    record.must(1 <= log["size"] <= index, place, "a countersignature of what was not there")
    if log["size"] < len(tree.roots):
        record.must(base64.b64encode(tree.roots[log["size"]]).decode() == log["root"], place,
                    "the office countersigned another tree")
    return log["size"]


class Year:
    def __init__(self):
        self.sequence, self.head, self.state, self.held = 0, EMPTY_DIGEST, digest(""), []
        self.pushes, self.last = [], None


class Log:
    """Step 4 and 5: the entries in their order."""

    def __init__(self, record, entries, tree, listed, simulated):
        self.record, self.tree, self.listed, self.simulated = record, tree, listed, simulated
        self.years, self.redacted, self.keys, self.latest = {}, {}, None, None
        self.log_keys, self.lost, self.acts, self.counters = set(), {}, [], []
        self.published, self.days, self.follows = set(), set(), None
        for index, data in enumerate(entries):
            try:
                self.entry(index, data)
            except (ValueError, KeyError, TypeError) as error:
                record.must(False, f"entry {index}", f"cannot be read: {error!r}")

    def entry(self, index, data):
        place, entry = f"entry {index}", json.loads(data)
        must = self.record.must
        must(len(data) <= 65535 and canonical(entry).encode() == data, place, "canonical JSON of at most 65,535 bytes")
        fields = set(entry) - {"type", "at"}
        must(fields - (KEY_IF if entry["type"] == "key" else set()) == ENTRY_FIELDS[entry["type"]], place, "fields of the entry")
        at = instant(entry["at"])
        if self.latest is not None and not self.simulated:
            must(at >= self.latest - 300, place, "its time falls")
        self.latest = max(at, self.latest or at)
        getattr(self, "on_" + entry["type"])(index, place, entry, at)

    def on_key(self, index, place, entry, at):
        self.keys, self.follows = entry["office"], entry.get("follows", self.follows)
        self.log_key = entry["log"]
        self.log_keys |= {entry["log"], *(one["key"] for one in entry.get("before", []))}

    def on_lost(self, index, place, entry, at):
        """A report counts by another key than the lost one, which was not lost, of a key that the log names."""
        report, holds, _ = read_jws(entry["jws"], self.keys or self.listed, "sujarit-lost-key+jwt")
        kid, key = kid_of(entry["jws"]), report["key"]
        holds = (holds and set(report) == {"iss", "aud", "iat", "key", "since"} and kid != key and kid not in self.lost
                 and (key in self.log_keys or any(one["kid"] == key for one in self.keys or []))
                 and report["since"] <= report["iat"] and abs(report["iat"] - at) <= 600)
        self.record.must(holds, place, "a report of a lost key that does not count")
        if holds:
            self.lost[key] = min(report["since"], self.lost.get(key, report["since"]))

    def is_doubted(self, kid, at):
        return kid in self.lost and at >= self.lost[kid]

    @property
    def countersigned(self):
        return max((size for kid, at, size in self.counters if not self.is_doubted(kid, at)), default=0)

    def doubted(self):
        return {key: [index for kid, at, index in self.acts if kid == key and at >= since] for key, since in self.lost.items()}

    def on_redaction(self, index, place, entry, at):
        self.record.must(entry["reason"] in REASONS, place, "reason")
        self.record.must(entry["digest"] in self.published, place, "a digest that no push before it published")
        self.redacted[entry["digest"]] = entry["name"]

    def on_notices(self, index, place, entry, at):
        self.record.must(entry["sent"] == sorted(entry["sent"]) and len(entry["sent"]) <= 1000, place, "hashes of mails in their order")

    def signed(self, index, place, jws, at):
        payload, holds, is_canonical = read_jws(jws, self.keys or self.listed)
        self.record.must(holds, place, "the office's signature")
        check_payload(self.record, place, payload)
        if at is not None:
            self.record.must(abs(payload["iat"] - at) <= 600, place, "signed at another time than it came")
        self.acts.append((kid_of(jws), at, index))
        self.counters.append((kid_of(jws), at, check_countersignature(self.record, place, index, payload, self.tree)))
        year = self.years.setdefault(payload["fiscalYear"], Year())
        self.record.must(payload["base"] == year.head, place, "base")
        self.record.must(payload["sequence"] == year.sequence + 1, place, "sequence")
        return payload, year, is_canonical

    def on_push(self, index, place, entry, at):
        payload, year, is_canonical = self.signed(index, place, entry["jws"], at)
        year.sequence, year.head, year.state, year.held = payload["sequence"], digest(entry["jws"]), payload["state"], payload["held"]
        year.pushes.append((place, entry, payload, is_canonical))
        self.published |= {row["..."] for row in payload["rows"]}

    def on_heartbeat(self, index, place, entry, at):
        self.empty(*self.signed(index, place, entry["jws"], at)[:2], place)

    def empty(self, payload, year, place):
        self.record.must(not payload["rows"] and not payload["private"] and not payload["gone"], place, "a heartbeat that is not empty")
        self.record.must(payload["state"] == year.state and payload["held"] == year.held, place, "state and held of the newest push")

    def office(self, jws):
        """/log/office holds like an entry that comes next: entered already, or a push or heartbeat to come."""
        place = "/log/office"
        payload, holds, _ = read_jws(jws, self.keys or self.listed)
        self.record.must(holds, place, "the office's signature")
        check_payload(self.record, place, payload)
        size = check_countersignature(self.record, place, len(self.tree.roots) - 1, payload, self.tree)
        self.counters.append((kid_of(jws), payload["iat"], size))
        if any(push[1]["jws"] == jws for push in self.years[payload["fiscalYear"]].pushes):
            return
        year = self.years[payload["fiscalYear"]]
        self.record.must(payload["base"] == year.head and payload["sequence"] == year.sequence + 1, place, "base and sequence")
        self.empty(payload, year, place)


# Rows

def name_of(row):
    return f"{row['kind']}/{row[NATURAL_KEYS.get(row['kind'], 'id')]}"


class Table:
    """Step 6: a year's rows by name, as its pushes make them."""

    def __init__(self, record, year, log):
        self.record, self.log, self.year = record, log, year
        self.digests, self.texts, self.gone, self.held, self.sections, self.promised = {}, {}, set(), [], {}, {}
        self.reported, self.counted, self.newest = {}, 0, None

    def push(self, place, entry, payload, is_canonical, body, listed):
        must, (signed, *disclosures) = self.record.must, body.decode().split("~")
        must(signed == entry["jws"], place, "the push is another than the entry")
        must(disclosures and disclosures.pop() == "", place, "no tilde at the end")
        must(listed["head"] == digest(signed) and listed["acceptedAt"] == entry["at"] and listed["sequence"] == payload["sequence"],
             place, "the list tells of another push")
        redactions = {one["digest"]: one["name"] for one in listed["redacted"]}
        rows = dict(zip(map(digest, disclosures), disclosures))
        wanted = [row["..."] for row in payload["rows"]]
        must(len(rows) == len(disclosures) and set(rows) <= set(wanted), place, "a text that nobody signed")
        must([d for d in wanted if d in rows] == list(rows), place, "texts in another order than rows")
        for one in wanted:
            if one in rows:
                must(one not in self.log.redacted, place, "a redacted text is served")
                self.row(place, one, rows[one], is_canonical, entry)
            elif must(one in self.log.redacted, place, f"the text of {one} is lost"):
                must(redactions.get(one) == self.log.redacted[one], place, f"{one} is not listed as redacted")
                self.take(self.log.redacted[one], one, None)
                self.report(self.log.redacted[one], entry["at"])
        for name in payload["gone"]:
            if name.split("/")[0] not in PRIVATE_KINDS:
                must(self.digests.pop(name, None) is not None, place, f"{name} is gone and was not there")
                self.gone.add(name)
        self.held, self.newest = payload["held"], entry
        lines = sorted((f"{name}/{d}" for name, d in self.digests.items()), key=lambda line: line.encode("utf-16-be"))
        must(digest("\n".join(lines)) == payload["state"], place, "state")

    def row(self, place, one, text, is_canonical, entry):
        read = json.loads(unb64url(text))
        self.record.must(not is_canonical or unb64url(text).decode() == canonical(read), place, f"{one} is not canonical")
        salt, row = read
        self.record.must(len(unb64url(salt)) == 16 or not is_canonical, place, "salt")
        self.record.must(row["kind"] not in PRIVATE_KINDS, place, "a private row is served")
        self.counted += 1
        self.take(name_of(row), one, row)
        if row["kind"] == "section":
            self.sections.setdefault(row["slug"], []).append(row["name"])
        if row["kind"] == "report":
            self.report(name_of(row), row.get("answered") or entry["at"])

        if "occurrences" in row and row["asks"] != "open":
            for occurrence in row["occurrences"]:
                self.promised.setdefault((row["id"], occurrence["id"]), bangkok_day(entry["at"]))

    def report(self, name, at):
        if name.startswith("report/"):
            self.reported.setdefault(name, at)

    def take(self, name, one, row):
        self.digests[name], self.texts[name] = one, row
        self.gone.discard(name)

    def called(self, name):
        """A section as it is called now, unless another has taken its old name."""
        now = {names[-1] for slug, names in self.sections.items() if f"section/{slug}" in self.digests}
        if name in now:
            return name
        return next((names[-1] for names in self.sections.values() if name in names), name)

    def flags(self, name, row):
        absence = self.texts.get("absence/" + name) if "absence/" + name in self.digests else None
        vanished = absence is not None and absence["reason"] == ""
        return {"vanished": vanished, "held": name in self.held and not vanished,
                "withdrawn": name in self.gone or row.get("status") == CANCELLED}


# Step 7

def public_row(table, name, row):
    kind, shown = row["kind"], {key: value for key, value in row.items() if key not in ("kind", "normal", "occurrences", "asks")}
    for key in ("lead",):
        if key in shown:
            shown[key] = table.called(shown[key])
    for key in ("partners", "owedBy"):
        if key in shown:
            shown[key] = [table.called(one) for one in shown[key]]
    if kind in ("assessment", "measure", "duty"):
        shown["confirmed"], shown["doubted"] = row["asks"] == "confirmed", row["asks"] == "open"
    if kind in ("measure", "duty"):
        shown["due"] = sorted({one["due"] for one in row["occurrences"]})
    if kind == "duty":
        shown.setdefault("status", "")
    if kind in ("assessment", "measure", "duty", "oversight"):
        shown.update(table.flags(name, row))
    return shown


def check_lists(table, view, place):
    must = table.record.must
    plural = {"assessments": "assessment", "measures": "measure", "duties": "duty", "oversight": "oversight",
              "sections": "section", "holidays": "holiday"}
    for key, kind in plural.items():
        in_force = kind in ("section", "holiday")
        want = {name: public_row(table, name, row) for name, row in table.texts.items()
                if row is not None and row["kind"] == kind and (name in table.digests or not in_force)}
        got = {name_of({**row, "kind": kind}): row for row in view[key]}
        must(len(got) == len(view[key]), f"{place} {key}", "a row twice")
        for name in sorted(set(want) | set(got)):
            if must(name in want, f"{place} {name}", "a row that nobody signed") and must(name in got, f"{place} {name}", "a row is missing"):
                row = {field: value for field, value in got[name].items() if field != "state"}
                must(row == want[name], f"{place} {name}", f"not what was signed: {difference(row, want[name])}")
    check_reports(table, view, place)
    settings = {name.split("/", 1)[1]: table.texts[name]["value"] for name in table.digests
                if name.startswith("setting/") and table.texts[name]}
    must(view["office"] == settings.get("office") and view["title"] == settings.get("title"), place, "office and title")
    announced = view["announcement"] or {}
    for key, setting in (("number", "announcementNumber"), ("date", "announcementDate"), ("link", "announcementLink")):
        must((announced.get(key) or "") == settings.get(setting, ""), place, setting)
    last = table.newest
    must(view["revision"] == len(table.log.years[table.year].pushes) and view["head"] == digest(last["jws"])
         and view["updatedAt"] == last["at"], place, "revision, head and updatedAt")


def check_reports(table, view, place):
    for row in view["reports"]:
        name = "report/" + row["id"]
        signed = table.texts.get(name) if name in table.digests else None
        fields = {key: value for key, value in (signed or {}).items() if key not in ("kind", "answered")}
        got = {key: row.get(key) for key in fields}
        table.record.must(got == fields, f"{place} {name}", f"not what was signed: {difference(got, fields)}")
        if not signed and name not in table.digests:
            table.record.must(not row["date"] and not row["result"] and not row["evidence"], f"{place} {name}", "a report that nobody signed")
        table.record.must(row["reportedAt"] == (table.reported[name] if name in table.digests else None), f"{place} {name}", "reportedAt")
    listed = {"report/" + row["id"] for row in view["reports"]}
    for name, row in table.texts.items():
        if name.startswith("report/") and name in table.digests and row is not None:
            table.record.must(name in listed, f"{place} {name}", "a report is missing")


def bangkok_day(text):
    return date.fromtimestamp(0) + timedelta(days=(instant(text) + 7 * 3600) // 86400)


def owed_by(table):
    """What is owed, by the id of its report: the row that promises it, the occurrence, and whether it is withdrawn."""
    rows = {name: row for name, row in table.texts.items() if row}
    is_gone = {row["id"]: table.flags(name, row)["withdrawn"] for name, row in rows.items() if row["kind"] in ("measure", "duty")}
    sections = {row["name"]: row["slug"] for name, row in rows.items() if row["kind"] == "section"}
    owed = {}
    for row in rows.values():
        if row["kind"] in ("measure", "duty"):
            names = [row["lead"]] if row["kind"] == "measure" else row["owedBy"]
            slugs = sections.values() if EVERY_SECTION in names else [sections[one] for one in map(table.called, names) if one in sections]
            for one in row["occurrences"]:
                for slug in slugs:
                    gone = is_gone[row["id"]] or is_gone.get(row.get("measure"), False) or f"section/{slug}" in table.gone
                    owed[f"{row['id']}/{slug}/{one['id']}"] = (row, one, gone)
    return owed


def state_on(table, today, shown, row, occurrence, gone):
    due, is_open = date.fromisoformat(occurrence["due"]), row["asks"] == "open"
    if gone:
        return "withdrawn"
    if not is_open and due < table.promised.get((row["id"], occurrence["id"]), date.min):
        return "beforeRecord"
    if shown["reportedAt"]:
        if not is_open and bangkok_day(shown["reportedAt"]) > due:
            return "late"
        return "done" if shown["proven"] else "reported"
    if is_open:
        return "unconfirmed"
    return "overdue" if due < today else "due" if due - today <= timedelta(days=30) else "scheduled"


def check_states(table, view, place):
    must, today, owed = table.record.must, date.fromisoformat(view["today"]), owed_by(table)
    by_row = {}
    for row in view["reports"]:
        place_of = f"{place} reports/{row['id']}"
        if row["droppedFor"] == "" and must(row["id"] in owed, place_of, "owed by nobody"):
            want = state_on(table, today, row, *owed[row["id"]])
            must(row["due"] == owed[row["id"]][1]["due"], place_of, "due")
            must(row["state"] == want, place_of, f"state: {row['state']} for {want}")
        by_row.setdefault(row["duty"], set()).add(row["state"])
        by_row.setdefault(row["measure"], set()).add(row["state"])
    listed = {row["id"] for row in view["reports"]}
    for one in owed:
        must(one in listed, f"{place} reports/{one}", "what is owed is missing")
    for row in view["measures"] + view["duties"]:
        states = by_row.get(row["id"], set())
        first = next((one for one in STATES if one in states), "withdrawn" if states else "scheduled")
        want = "withdrawn" if row["withdrawn"] else first
        must(row["state"] == want, f"{place} {row['id']}", f"state: {row['state']} for {want}")


def difference(got, want):
    keys = [key for key in {**got, **want} if got.get(key, "missing") != want.get(key, "missing")]
    return ", ".join(f"{key}: {got.get(key)!r} for {want.get(key)!r}" for key in keys)[:300]


def cell(value):
    if isinstance(value, list):
        value = "\n".join(map(cell, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def guarded(text):
    """An apostrophe before each line that a spreadsheet would run, or that has one there already."""
    return "\n".join("'" + line if re.match(r"\s*[=+\-@]|'", line) else line for line in text.split("\n"))


def check_csv(record, path, cells, rows):
    header, *lines = list(csv.reader(io.StringIO(record.get(path).decode("utf-8-sig"), newline=""))) or [[]]
    if not record.must(header == cells and len(lines) == len(rows), path, "other columns or another number of rows than the list"):
        return
    for line, row in zip(lines, rows):
        want = {**row, "linkStates": [f"{one['state']} {one['link']}" for one in row.get("links", [])]}
        for key, text in zip(header, line):
            record.must(text == guarded(cell(want[key])), f"{path} {row['id']}", f"{key}: {text!r} for {want[key]!r}")


def check_years(record, log):
    rows = 0
    for year in sorted(log.years):
        listed = record.json(f"/api/v1/pushes/{year}")["pushes"]
        pushes = log.years[year].pushes
        table = Table(record, year, log)
        record.must(len(listed) == len(pushes), f"/api/v1/pushes/{year}", "other pushes are listed than are in the tree")
        for line, push in zip(listed, pushes):
            path = f"/api/v1/pushes/{year}/{push[2]['sequence']}"
            table.push(path, push[1], push[2], push[3], record.get(path), line)
        rows += table.counted
        if pushes:
            view = record.json(f"/{year}.json")
            check_lists(table, view, f"/{year}.json")
            check_states(table, view, f"/{year}.json")
            check_csv(record, f"/{year}/measures.csv", MEASURE_CELLS, view["measures"])
            check_csv(record, f"/{year}/reports.csv", REPORT_CELLS, view["reports"])
    return rows


def verify(url, vkey, since, witnesses):
    record = Record(url)
    entries, tree = read_checkpoint(record, vkey, since, witnesses)
    years = [one["fiscalYear"] for one in record.json("/api/v1/years")["years"]]
    simulated = any(record.json(f"/api/v1/pushes/{year}")["simulated"] for year in years)
    log = Log(record, entries, tree, record.json("/.well-known/jwks.json")["keys"], simulated)
    record.must(sorted(years) == sorted(log.years), "/api/v1/years", "other years than in the tree")
    try:
        log.office(record.get("/log/office").decode())
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        record.notes.append("the office countersigned nothing yet")
    record.must(not set(record.kept_keys) & set(log.lost), "/log/vkey", "the key that was kept, or one it led to, is lost")
    rows = check_years(record, log)
    return {"holds": not record.faults, "entries": len(entries), "root": base64.b64encode(tree.roots[-1]).decode(),
            "revisions": sum(len(year.pushes) for year in log.years.values()), "rows": rows, "redacted": len(log.redacted),
            "countersigned": log.countersigned, "doubted": log.doubted(), "faults": record.faults, "notes": record.notes}


def verify_proof(text, vkey):
    """A C2SP tlog-proof: the entry of `extra` is in the tree of the checkpoint, and each text is in its push."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    faults = []
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        return {"holds": False, "faults": [{"place": "proof", "what": "no tlog-proof with its extra"}]}
    extra = json.loads(base64.b64decode(lines[1][6:]))
    origin, size, root = checkpoint(note)
    if not is_signed(note, vkey) or origin != verifier_key(vkey)[0]:
        faults.append({"place": "checkpoint", "what": "the log's signature"})
    found = root_by_proof(entry_hash(extra["entry"].encode()), int(lines[2][6:]), size, [base64.b64decode(line) for line in lines[3:]])
    if found != root:
        faults.append({"place": "proof", "what": "does not lead to the root"})
    payload = json.loads(unb64url(json.loads(extra["entry"])["jws"].split(".")[1]))
    for text in extra["disclosures"]:
        if digest(text) not in [row["..."] for row in payload["rows"]]:
            faults.append({"place": "extra", "what": "a text that is not in the push"})
    return {"holds": not faults, "faults": faults, "rows": [json.loads(unb64url(one))[1] for one in extra["disclosures"]]}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("what")
    options.add_argument("--vkey")
    options.add_argument("--since")
    options.add_argument("--witness", action="append", default=[])
    given = options.parse_args()
    try:
        if re.match(r"https?://", given.what):
            since = open(given.since, encoding="utf-8").read() if given.since else None
            said = verify(given.what, given.vkey, since, given.witness)
        elif not given.what.endswith(".tlog-proof"):
            options.error("an address or a .tlog-proof file is verified")
        elif given.vkey:
            said = verify_proof(open(given.what, encoding="utf-8").read(), given.vkey)
        else:
            options.error("a proof is verified with --vkey")
    except OSError as fault:
        options.error(f"{given.what} could not be read: {fault}")
    print(json.dumps(said, ensure_ascii=False))
    sys.exit(0 if said["holds"] else 1)


main()
