# What goes out with the documents.
#
# in    every document
# out   output/manifest.json: each file with its hash, its languages and its sources


rule manifest:
    input:
        [f"output/{file}" for file in PLAN.files()],
    output:
        "output/manifest.json",
    log:
        ".diptych/log/manifest.log",
    shell:
        "diptych manifest --output {output:q} 2> {log:q}"
