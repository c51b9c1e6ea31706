/** Published metrics, and which of them may stand beside those of a run. */
@NullMarked
package org.allnet.report.published;

import org.jspecify.annotations.NullMarked;
