"""The report model as a tagged PDF: canvas, structure tree, flowables, pages."""
