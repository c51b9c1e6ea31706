package org.allnet.export;

import org.allnet.export.program.ModelProgram;

/**
 * What is written of a model, and how.
 *
 * @param program the model's steps from pixels to logits
 * @param half whether weights of convolutions and dense layers are kept in float16
 */
public record ExportRequest(ModelProgram program, boolean half) {}
