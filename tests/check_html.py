#!/usr/bin/env python3
"""check_html.py PAGE: fails unless every element of the page is closed where it must be,
ids are unique, links lead to them, and nothing is fetched from anywhere."""
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "input", "img", "link", "line", "circle"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.faults = [], set(), [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            if attrs["id"] in self.ids:
                self.faults.append(f"the id {attrs['id']} is there twice")
            self.ids.add(attrs["id"])
        for name in ("src", "srcset", "data", "action", "background", "poster"):
            if name in attrs:
                self.faults.append(f"{tag} has {name}")
        if "href" in attrs:
            self.links.append(attrs["href"])
        if any(name.startswith("on") for name in attrs):
            self.faults.append(f"{tag} has a handler")
        if tag in ("link", "img", "iframe", "object", "embed", "base", "form"):
            self.faults.append(f"there is a {tag}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID:
            self.faults.append(f"{tag} closes itself")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes nothing")


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.faults += [f"{tag} is never closed" for tag in page.open]
page.faults += [
    f"the link {link} leads nowhere"
    for link in page.links
    if not link.startswith("#") or link[1:] not in page.ids
]
print("\n".join(page.faults))
sys.exit(bool(page.faults))
