/** What an experiment was: data, setting, models, learning curves, outcome. */
@NullMarked
package org.allnet.evaluation.experiment;

import org.jspecify.annotations.NullMarked;
