# One job writes one document: every edition in every format, so that the libraries are
# loaded once and all languages are checked against each other before anything is written.
# Documents of one kind with the same editions share a rule.
#
# in    what it is made from, counted by content (params.fingerprint) and not by date: its
#       texts, the facts and entries they draw on, catalogues, templates, code
# out   output/<meeting>/<kind>.<edition>.<format>, all or none, and a record

for (kind, editions), documents in shapes():
    by_meeting = {document.meeting: document for document in documents}

    rule:
        name:
            rule_name(kind, editions)
        input:
            texts=lambda wildcards, those=by_meeting: ancient(PLAN.texts(those[wildcards.meeting])),
            meeting=ancient("content/{meeting}/meeting.yaml"),
            registry=ancient(files("content/registry", "*.yaml")),
            makings=lambda wildcards, those=by_meeting: ancient(
                makings(those[wildcards.meeting].kind, those[wildcards.meeting].languages)
            ),
        output:
            expand(
                "output/{{meeting}}/{kind}.{edition}.{format}",
                kind=kind,
                edition=editions,
                format=config["formats"],
            ),
            record=record(documents[0]).replace(documents[0].meeting, "{meeting}"),
        log:
            f".diptych/log/{{meeting}}/{kind}.log",
        wildcard_constraints:
            meeting="|".join(by_meeting),
        params:
            kind=kind,
            editions=editions,
            formats=config["formats"],
            arrangement=lambda wildcards, those=by_meeting: those[wildcards.meeting].arrangement,
            fingerprint=lambda wildcards, input, those=by_meeting: PLAN.fingerprint(
                those[wildcards.meeting], input.makings
            ),
        shell:
            "diptych write content/{wildcards.meeting:q} {params.kind} --editions {params.editions}"
            " --formats {params.formats} --arrangement {params.arrangement} 2> {log:q}"
            " && echo {params.fingerprint} > {output.record:q}"
