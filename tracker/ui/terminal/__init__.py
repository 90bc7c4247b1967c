"""The app as a program on a terminal: input, keys, painting, style sheets, themes, kiosk mode.

May use ``core``, ``hangup``, ``suspension``, ``characters`` and ``level_colours``, but no other
room of ``ui``. It is the only room that uses private names of Textual, where a public one is
missing. Each is listed with its reason; a test compares the list with the code and with the
installed Textual.

textual._compositor.ChopsUpdate
    A partial frame, which is compared with what the terminal shows.
textual._compositor.Compositor
    Finds the widgets of a frame: a subclass renders only those that changed.
textual._compositor.Compositor._dirty_regions
    The regions that changed since the last frame.
textual._compositor.Compositor._get_renders
    Renders the widgets of a frame; restricted to the regions that changed.
textual._compositor.LayoutUpdate
    A whole frame, which is compared with what the terminal shows.
textual._keyboard_protocol.FUNCTIONAL_KEYS
    The numbers that are keys; Textual's parser reads any other as a letter.
textual._styles_cache.StylesCache
    Has a cache of backgrounds, which keeps the rows of closed screens in memory.
textual._styles_cache.StylesCache.get_inner_outer
    That cache, replaced by one without widgets in its key.
textual._xterm_parser.XTermParser
    Names keys and mouse events, one whole sequence after another; it reads no input.
textual._xterm_parser.XTermParser._sequence_to_key_events
    The keys of a sequence that is known to be one.
textual.app.App._begin_update
    Begins synchronized output; left out, because most frames are a few bytes.
textual.app.App._close_messages_no_wait
    Ends the app after a crash.
textual.app.App._display
    Every frame passes through it on its way to the terminal.
textual.app.App._driver
    Writes an escape sequence, for the desktop notice.
textual.app.App._end_update
    Ends synchronized output; left out for the same reason.
textual.app.App._fatal_error
    Makes the crash report; Textual's shows local variables, and so notes.
textual.app.App._return_code
    The exit code after a crash that Textual itself ends with 0.
textual.command.CommandPalette._action_command_list
    Passes a key to the list of the palette; it raises before the list's first layout.
textual.css.model.RuleSet.__hash__
    The hash of a rule, its identity, replaced by the same hash from C.
textual.css.stylesheet.Stylesheet._parse_rules
    Parses a style sheet; made to parse an unchanged one only once.
textual.css.stylesheet.Stylesheet._variables
    The colours the sheets were parsed with.
textual.drivers.linux_driver.LinuxDriver._query_in_band_window_resize
    Asks for reports of size, which the system gives anyway; the answer can come too late.
textual.drivers.linux_driver.LinuxDriver._request_terminal_sync_mode_support
    Asks for frames that show at once; its answer can come too late.
textual.message.Message._set_forwarded
    Marks a key as sent to a widget, as Textual itself does.
textual.screen.Screen._bindings
    Runs a clicked key of a dialog while a text field would take it as typed.
textual.screen.Screen._compositor
    The compositor of a screen, replaced by ours.
textual.scrollbar.ScrollBar.renderer
    Draws a scrollbar, replaced by one of whole cells, so that a step changes few of them.
textual.scroll_view.ScrollView._refresh_scrollbars
    Shows or hides the scrollbar of a list without laying out the whole screen.
textual.scroll_view.ScrollView._scroll_update
    Takes the new length of a list without laying out the whole screen.
"""
