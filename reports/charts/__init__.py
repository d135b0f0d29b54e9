"""One chart a module: each draws with a pen inside a box from (0, 0), and none knows whether it draws for paper or screen."""
