"""What a PDF must claim about itself to be both PDF/A-2a and PDF/UA-1.

WeasyPrint writes one of the two claims (issue 2783); the other is added to its metadata.
PDF/A wants the namespace of PDF/UA described before it may be used.
"""

from __future__ import annotations

from pydyf import PDF, Stream

VARIANT = "pdf/a-2a"

_END = b"</rdf:RDF>"
_CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas>
    <rdf:Bag>
      <rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
        <pdfaSchema:property>
          <rdf:Seq>
            <rdf:li rdf:parseType="Resource">
              <pdfaProperty:name>part</pdfaProperty:name>
              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
              <pdfaProperty:category>internal</pdfaProperty:category>
              <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
            </rdf:li>
          </rdf:Seq>
        </pdfaSchema:property>
      </rdf:li>
    </rdf:Bag>
  </pdfaExtension:schemas>
</rdf:Description>
"""


def claim_accessibility(pdf: PDF) -> None:
    """Add to the metadata of ``pdf``, a PDF/A-2a, that it is PDF/UA-1 as well."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata: Stream = pdf.objects[number]
    (packet,) = metadata.stream
    before, end, after = packet.rpartition(_END)
    metadata.stream[:] = [before + _CLAIM + end + after]
