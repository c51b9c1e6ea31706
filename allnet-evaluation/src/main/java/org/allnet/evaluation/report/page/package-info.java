/** The sections of the report page. */
@NullMarked
package org.allnet.evaluation.report.page;

import org.jspecify.annotations.NullMarked;
