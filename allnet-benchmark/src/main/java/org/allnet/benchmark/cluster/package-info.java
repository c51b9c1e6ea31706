/** How fast a cluster scores cells, beside the classifier alone on the same cores. */
@NullMarked
package org.allnet.benchmark.cluster;

import org.jspecify.annotations.NullMarked;
