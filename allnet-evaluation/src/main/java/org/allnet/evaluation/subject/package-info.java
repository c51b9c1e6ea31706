/** Metrics by subject: what the cells of one person say together. */
@NullMarked
package org.allnet.evaluation.subject;

import org.jspecify.annotations.NullMarked;
