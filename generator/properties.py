"""The properties of a PDF as XMP: the packet of the engine, with title, language, producer and dates of ours."""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree

_X: Final = "adobe:ns:meta/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_XMP: Final = "http://ns.adobe.com/xap/1.0/"
_PDF: Final = "http://ns.adobe.com/pdf/1.3/"
_MM: Final = "http://ns.adobe.com/xap/1.0/mm/"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT: Final = f"{{{_RDF}}}about"
_DATES: Final = ("CreateDate", "ModifyDate", "MetadataDate")
_OURS: Final = frozenset(
    {
        f"{{{_DC}}}title",
        f"{{{_DC}}}language",
        f"{{{_PDF}}}Producer",
        *(f"{{{_XMP}}}{name}" for name in _DATES),
        # of each run another
        *(f"{{{_MM}}}{name}" for name in ("DocumentID", "InstanceID")),
    }
)
_EMPTY: Final = f'<x:xmpmeta xmlns:x="{_X}"><rdf:RDF xmlns:rdf="{_RDF}"/></x:xmpmeta>'.encode()
_BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END: Final = b'\n<?xpacket end="w"?>'


def packet(old: bytes, title: str, locale: str, producer: str, day: date) -> bytes:
    """Write the properties of a PDF; what else the packet of the engine says, as of PDF/A, stays.

    Raises:
        etree.XMLSyntaxError: the packet is no XML.

    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)
    root = etree.fromstring(old.strip(b"\0 \r\n") or _EMPTY, parser)
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f"{{{_RDF}}}RDF")
    if rdf is None:
        rdf = etree.SubElement(root, f"{{{_RDF}}}RDF")
    for description in list(rdf):
        for key in _OURS & set(map(str, description.attrib)):
            del description.attrib[key]
        for child in [each for each in description if each.tag in _OURS]:
            description.remove(child)
        if len(description) == 0 and set(description.attrib) <= {_ABOUT}:
            rdf.remove(description)
    ours = etree.SubElement(
        rdf, f"{{{_RDF}}}Description", {_ABOUT: ""}, nsmap={"dc": _DC, "xmp": _XMP, "pdf": _PDF}
    )
    _item(ours, f"{{{_DC}}}title", "Alt", title).set(_LANG, "x-default")
    _item(ours, f"{{{_DC}}}language", "Bag", locale)
    etree.SubElement(ours, f"{{{_PDF}}}Producer").text = producer
    for name in _DATES:
        etree.SubElement(ours, f"{{{_XMP}}}{name}").text = f"{day.isoformat()}T00:00:00+00:00"
    return _BEGIN + etree.tostring(root, encoding="utf-8") + _END


def _item(parent: etree._Element, name: str, sort: str, text: str) -> etree._Element:
    item = etree.SubElement(
        etree.SubElement(etree.SubElement(parent, name), f"{{{_RDF}}}{sort}"), f"{{{_RDF}}}li"
    )
    item.text = text
    return item
