/** What ALLNet takes in time and memory, beside what users would pick instead of it. */
@NullMarked
package org.allnet.benchmark;

import org.jspecify.annotations.NullMarked;
