"""The interactive page: what it knows (`catalogue`), what it draws (`graph`), where (`layout`), and its files.

`page.html`, `style.css` and the scripts are plain files, put together by `kg.export.html`; there is no build step.
"""
