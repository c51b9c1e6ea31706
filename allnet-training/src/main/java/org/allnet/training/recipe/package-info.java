/**
 * Recipes: whole systems as small files, from the images that are drawn to the steps at the end.
 */
@NullMarked
package org.allnet.training.recipe;

import org.jspecify.annotations.NullMarked;
