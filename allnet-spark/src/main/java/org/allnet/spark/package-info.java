/** Models on a cluster of Apache Spark: rows of images in, rows with answers out. */
@NullMarked
package org.allnet.spark;

import org.jspecify.annotations.NullMarked;
