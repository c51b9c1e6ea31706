/** What was found of a model's explanations, for reports and files. */
@NullMarked
package org.allnet.evaluation.explanation;

import org.jspecify.annotations.NullMarked;
