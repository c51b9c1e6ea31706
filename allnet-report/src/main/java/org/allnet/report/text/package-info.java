/** Numbers and texts as reports write them. */
@NullMarked
package org.allnet.report.text;

import org.jspecify.annotations.NullMarked;
