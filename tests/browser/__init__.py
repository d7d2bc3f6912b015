"""Built guides in a real browser. A package of its own, so that its browser is closed before other tests need an event loop."""
