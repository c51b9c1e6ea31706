/** What a report says, as data. */
@NullMarked
package org.allnet.report.content;

import org.jspecify.annotations.NullMarked;
