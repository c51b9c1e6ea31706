/** Well-formed markup and small plots as inline SVG, themed by the page's style sheet. */
@NullMarked
package org.allnet.report.plot;

import org.jspecify.annotations.NullMarked;
