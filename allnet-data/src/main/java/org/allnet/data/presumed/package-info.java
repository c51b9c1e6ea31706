/** Subjects of data sets that name none: runs of images photographed alike. */
@NullMarked
package org.allnet.data.presumed;

import org.jspecify.annotations.NullMarked;
