/** The parts of a report that are worked out from data sets, splits, pixels and predictions. */
@NullMarked
package org.allnet.report.assembly;

import org.jspecify.annotations.NullMarked;
