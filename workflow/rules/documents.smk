# One job writes one edition of one document in one format.
#
# in    the texts of its languages, the facts and entries they draw on (params.facts:
#       a fingerprint, so that meeting.yaml and the registry count only by what this
#       document uses), catalogues, templates, code
# out   output/<meeting>/<kind>.<edition>.<format>, whole or not at all


rule document:
    input:
        texts=texts,
        meeting=ancient("content/{meeting}/meeting.yaml"),
        registry=lambda wildcards: ancient(registry(wildcards)),
        languages=lambda wildcards: languages(target(wildcards).languages),
        templates=templates,
        modules=modules,
    output:
        "output/{meeting}/{kind}.{edition}.{format}",
    params:
        facts=lambda wildcards: PLAN.fingerprint(target(wildcards)),
        arrangement=lambda wildcards: PLAN.arrangement(
            wildcards.meeting, wildcards.kind
        ),
    log:
        ".diptych/log/{meeting}/{kind}.{edition}.{format}.log",
    shell:
        "diptych write content/{wildcards.meeting:q} {wildcards.kind} {wildcards.edition}"
        " --arrangement {params.arrangement} --output {output:q} 2> {log:q}"


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
