/** Commands that work on a cluster of Apache Spark. */
@NullMarked
package org.allnet.cli.cluster;

import org.jspecify.annotations.NullMarked;
