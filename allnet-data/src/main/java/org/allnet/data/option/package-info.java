/** The one grammar of options that are a name with settings, such as {@code cosine warm-up=0.1}. */
@NullMarked
package org.allnet.data.option;

import org.jspecify.annotations.NullMarked;
