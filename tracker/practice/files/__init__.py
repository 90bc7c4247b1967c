"""Files in, and the report out: for the app and the commands alike.

`plan` recognises a file, compares it and says what becomes of what; `meanings` reads what names of
other programs mean here. Uses `exchange`, `journal` and `library`.
"""
