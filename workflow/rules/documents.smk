# One job checks one document in all its languages; nothing of it is written before.
#
# in    its texts, the facts and entries they draw on, catalogues, code, all by content
# out   .diptych/check/<meeting>/<kind>.txt; on a problem, the reason in the log, and the
#       document's files in output/ are withdrawn: they no longer match their source


rule check_document:
    input:
        texts=lambda wildcards: ancient(all_texts(wildcards)),
        meeting=ancient("content/{meeting}/meeting.yaml"),
        registry=lambda wildcards: ancient(registry(wildcards)),
        makings=lambda wildcards: ancient(check_makings(wildcards)),
    output:
        ".diptych/check/{meeting}/{kind}.txt",
    log:
        ".diptych/log/{meeting}/{kind}.log",
    params:
        fingerprint=check_fingerprint,
    shell:
        "diptych check {wildcards.meeting:q} --document {wildcards.kind} --withdraw output"
        " > {log:q} 2>&1 && touch {output:q}"


# One job checks what the documents of a meeting do not: its record as a whole, missing
# texts, files that belong to nothing.
#
# in    the meeting's folder and what the folder holds, the registry, code
# out   .diptych/check/<meeting>.txt; on a problem, the reason in the log


rule check_meeting:
    input:
        folder=meeting_files,
        registry=registry,
        code=lambda wildcards: files(PACKAGE, "**/*.py"),
        config="config/config.yaml",
    output:
        ".diptych/check/{meeting}.txt",
    log:
        ".diptych/log/{meeting}.log",
    shell:
        "diptych check {wildcards.meeting:q} --no-documents > {log:q} 2>&1 && touch {output:q}"


# One job writes one edition of one document in one format.
#
# in    what it is made from, counted by content (params.fingerprint) and not by date: the
#       texts of its languages, the facts and entries they draw on, catalogues, templates, code
# out   output/<meeting>/<kind>.<edition>.<format>, whole or not at all, and a record of the
#       fingerprint. It lies beside Snakemake's own metadata, which knows the fingerprint of
#       the last run: if that is lost the record is, too, and the document is written again.


rule document:
    input:
        texts=lambda wildcards: ancient(texts(wildcards)),
        meeting=ancient("content/{meeting}/meeting.yaml"),
        registry=lambda wildcards: ancient(registry(wildcards)),
        makings=lambda wildcards: ancient(makings(wildcards)),
        checked=ancient(".diptych/check/{meeting}/{kind}.txt"),
    output:
        document="output/{meeting}/{kind}.{edition}.{format}",
        record=".snakemake/diptych/{meeting}/{kind}.{edition}.{format}.txt",
    log:
        ".diptych/log/{meeting}/{kind}.{edition}.{format}.log",
    params:
        fingerprint=fingerprint,
        arrangement=lambda wildcards: PLAN.arrangement(wildcards.meeting, wildcards.kind),
    shell:
        "diptych write content/{wildcards.meeting:q} {wildcards.kind} {wildcards.edition}"
        " --arrangement {params.arrangement} --output {output.document:q} 2> {log:q}"
        " && echo {params.fingerprint} > {output.record:q}"
