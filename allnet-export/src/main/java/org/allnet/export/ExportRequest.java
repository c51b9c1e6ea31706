package org.allnet.export;

import org.allnet.export.program.ModelProgram;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a model, and how.
 *
 * @param program the model's steps from pixels to logits
 * @param half whether weights of convolutions and dense layers are kept in float16
 * @param spacing micrometres from one pixel of a training image to the next; absent for what the
 *     model file says
 */
public record ExportRequest(ModelProgram program, boolean half, @Nullable Double spacing) {}
