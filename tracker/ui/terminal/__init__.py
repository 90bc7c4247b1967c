"""What Textual gives no public way to: painting, keys, paste, hangups, kiosk."""
