/** {@code allnet explain}: why a model answers as it does. */
@NullMarked
package org.allnet.cli.explanation;

import org.jspecify.annotations.NullMarked;
