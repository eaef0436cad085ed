"""Facts -> pictures.  Each is drawn twice: wide, and narrow for a phone."""
