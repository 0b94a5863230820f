"""The language server: the same audit as on the command line, of what an editor holds unsaved.

texts        a text as the protocol counts it: lines and columns in the units the client asked for
languages    which documents are pages, and of what media type
places       addresses of documents, and the location by which a finding is known everywhere
preferences  what a client chooses when it starts the server
settings     the settings file that governs a document, read again when it changed
worker       the one thread that audits
auditing     a draft gives a report; every failure is an outcome
diagnostics  a report as diagnostics
explaining   what a rule says of itself, for a person in an editor
suppressing  the comment that suppresses a finding, put where it holds
session      what is open, what waits for its audit, what was told
server       the messages of the protocol
"""
