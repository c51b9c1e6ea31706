/** How quick a service is beside the classifier that it asks. */
@NullMarked
package org.allnet.benchmark.service;

import org.jspecify.annotations.NullMarked;
