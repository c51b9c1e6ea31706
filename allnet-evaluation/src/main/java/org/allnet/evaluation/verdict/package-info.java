/** What the metrics of a system say in words: each finding is typed and worded in one place. */
@NullMarked
package org.allnet.evaluation.verdict;

import org.jspecify.annotations.NullMarked;
