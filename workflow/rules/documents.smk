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


# One job checks one meeting whole, so that one run names every problem there is.
#
# in    all of the meeting's folder, the registry, catalogues, code
# out   .diptych/check/<meeting>.txt; what is wrong goes to the log


rule check:
    input:
        everything,
    output:
        ".diptych/check/{meeting}.txt",
    log:
        ".diptych/log/{meeting}/check.log",
    priority: 10
    shell:
        "diptych check {wildcards.meeting:q} > {output:q} 2> {log:q}"
