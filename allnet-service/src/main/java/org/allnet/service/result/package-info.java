/**
 * What comes out of a case: counts with their intervals, what was signed and what changed since,
 * how far readers and model agree, how readers do on known cells.
 */
@NullMarked
package org.allnet.service.result;

import org.jspecify.annotations.NullMarked;
