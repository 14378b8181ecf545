"""Processes that stay for a run of Snakemake, so that its jobs need not load everything anew.

Starting Python, loading the engines and reading fonts, style sheets and languages takes longer
than writing a document. So each job hands its command to a worker
(:mod:`diptych.warm.worker`) and waits for the exit status (:mod:`diptych.warm.client`). There
are as many workers as jobs run at once. A worker does one job at a time, remembers what it has
loaded, and ends with the run.

No process is forked: Pango keeps threads, and in a copy of a process that has threads their
locks stay locked for ever. Each worker is a new Python that loads for itself.
"""
