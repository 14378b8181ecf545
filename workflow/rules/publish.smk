# What goes out with the documents.
#
# in    every document, in its files and its record; templates and labels, by content
#       (params.fingerprint), and how many embargoes and due dates are over (params.deadlines_reached)
# out   output/manifest.json: each file with its hash, its languages and its sources; the
#       site, which shows what may be published; output/SHA256SUMS of all these


rule publish:
    input:
        [f"output/{file}" for file in PLAN.files()],
        [record(document) for document in PLAN.documents if document.editions],
    output:
        "output/manifest.json",
        [f"output/{name}" for name in pages(config["languages"])],
        "output/SHA256SUMS",
        f"{RECORDS}/{fresh.PUBLISHED}",
    log:
        ".diptych/log/publish.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parent),
        fingerprint=published_state(),
        deadlines_reached=PLAN.deadlines_reached(datetime.now(UTC)),
    shell:
        "diptych publish {params.places} --fingerprint {params.fingerprint} 2> {log:q}"


# What is made on demand: snakemake bundles, snakemake mail, snakemake signatures.


rule bundles:
    input:
        expand("output/bundles/{meeting}.zip", meeting=released()),


# in    the files of a meeting that may be published, by content (params.fingerprint)
# out   output/bundles/<meeting>.zip
rule bundle:
    input:
        rules.publish.output,
        left,
    output:
        "output/bundles/{meeting}.zip",
    log:
        ".diptych/log/{meeting}/bundle.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parents[1]),
        documents=lambda wildcards: [repr(document) for document in released()[wildcards.meeting]],
    shell:
        "diptych bundle {wildcards.meeting:q} {params.places} 2> {log:q}"


rule mail:
    input:
        [f"output/mail/{meeting}/{name}.eml" for meeting in released() for name in to_send(meeting)],


# in    the files of a meeting that may be published, and a list of content/registry/recipients
# out   output/mail/<meeting>/<list>.eml, to be looked at and sent by a person
rule draft:
    input:
        rules.publish.output,
        left,
        list="content/registry/recipients/{list}.yaml",
    output:
        "output/mail/{meeting}/{list}.eml",
    log:
        ".diptych/log/{meeting}/mail.{list}.log",
    params:
        places=lambda wildcards, output: places(Path(output[0]).parents[2]),
        documents=lambda wildcards: [repr(document) for document in released()[wildcards.meeting]],
    shell:
        "diptych mail {wildcards.meeting:q} {wildcards.list:q} {params.places} 2> {log:q}"


rule signatures:
    input:
        [
            f"output/signed/{document.file(edition, 'pdf')}"
            for documents in released().values()
            for document in documents
            for edition in document.outputs
            if "pdf" in config["formats"]
        ],
        "output/SHA256SUMS.sig",


# The keys are named by the environment (diptych sign --help) and never by a rule or a log.
#
# in    a finished PDF file
# out   output/signed/<meeting>/<kind>.<edition>.pdf: the same file with a signature after its end
rule sign:
    input:
        "output/manifest.json",
        pdf="output/{meeting}/{document}.pdf",
    output:
        "output/signed/{meeting}/{document}.pdf",
    log:
        ".diptych/log/{meeting}/sign.{document}.log",
    params:
        folder=lambda wildcards, output: Path(output[0]).parents[2],
    shell:
        "diptych sign pdf {input.pdf:q} --output {params.folder:q} --to {params.folder:q}/signed"
        " 2> {log:q}"


rule sign_list:
    input:
        "output/SHA256SUMS",
    output:
        "output/SHA256SUMS.sig",
    log:
        ".diptych/log/sign.log",
    params:
        folder=lambda wildcards, output: Path(output[0]).parent,
    shell:
        "diptych sign list --output {params.folder:q} 2> {log:q}"
