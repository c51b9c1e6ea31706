/** Keeps a service in order: back-ups, checks, erasure, and what is done each hour. */
@NullMarked
package org.allnet.service.work.operation;

import org.jspecify.annotations.NullMarked;
