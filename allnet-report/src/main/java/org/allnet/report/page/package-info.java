/** The sections of the report page. */
@NullMarked
package org.allnet.report.page;

import org.jspecify.annotations.NullMarked;
