/** Networks and learners of a model at work: probabilities of images, before any decision. */
@NullMarked
package org.allnet.inference.prediction;

import org.jspecify.annotations.NullMarked;
