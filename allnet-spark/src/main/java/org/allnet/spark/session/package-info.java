/** Where Spark is, and how a session on a cluster begins. */
@NullMarked
package org.allnet.spark.session;

import org.jspecify.annotations.NullMarked;
