"""One process for all jobs of a run of Snakemake, warm, that each job is a copy of.

Starting Python, loading the engines and reading fonts, style sheets, languages and the
registry takes longer than writing a document. The first job of a run leaves a process
behind that has done all this (:mod:`diptych.warm.server`), and every job asks it for a copy
of itself, by ``fork`` (:mod:`diptych.warm.client`). A job still is a process of its own,
with its own memory, limits and end. The server ends with the run.
"""
