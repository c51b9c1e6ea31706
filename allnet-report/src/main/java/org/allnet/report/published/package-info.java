/** Published metrics, and which of them may be shown beside those of a run. */
@NullMarked
package org.allnet.report.published;

import org.jspecify.annotations.NullMarked;
