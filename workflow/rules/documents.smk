# One job writes one document: every edition in every format, so that the libraries are
# loaded once and all languages are checked against each other before anything is written.
# Documents of one kind with the same editions share a rule.
#
# in    nothing that Snakemake compares by date, which a wrong clock would spoil: what it is made
#       from counts by content (params.fingerprint), that is its texts, images and ledgers, the
#       facts and entries they draw on, catalogues, templates, code
# out   output/<meeting>/<kind>.<edition>.<format>, all or none, with the conformity sheet in
#       place of an edition, and a record

for name, documents in shapes().items():
    kind, editions = documents[0].kind, documents[0].editions
    of = {document.meeting: document for document in documents}

    rule:
        name:
            name
        output:
            expand(
                "output/{{meeting}}/{kind}.{edition}.{format}",
                kind=kind,
                edition=documents[0].outputs,
                format=config["formats"],
            ),
            record=record(documents[0]).replace(documents[0].meeting, "{meeting}"),
        log:
            f".diptych/log/{{meeting}}/{kind}.log",
        wildcard_constraints:
            meeting="|".join(map(re.escape, of)),
        group:
            "meetings"
        # Snakemake tracks a parameter only if it does not look at the input.
        params:
            kind=kind,
            editions=editions,
            conformity="--conformity" if SHEET in documents[0].outputs else "",
            formats=config["formats"],
            # output/, or the copy of it that Snakemake has of a remote storage
            folder=lambda wildcards, output: Path(output[0]).parents[1],
            arrangement=lambda wildcards, of=of: of[wildcards.meeting].arrangement,
            authenticity=lambda wildcards, of=of: authenticity(of[wildcards.meeting]),
            fingerprint=lambda wildcards, of=of: state(of[wildcards.meeting]),
        shell:
            "diptych write content/{wildcards.meeting:q} {params.kind} --editions {params.editions}"
            " --formats {params.formats} --arrangement {params.arrangement}"
            " --authenticity {params.authenticity:q} {params.conformity}"
            " --output {params.folder:q} --record {output.record:q}"
            " --fingerprint {params.fingerprint} 2> {log:q}"
