package org.allnet.export.torchscript;

/** What an exported module's {@code forward} gives. */
public enum ScriptOutput {
  /** The logits. */
  LOGITS,
  /**
   * The logits divided by the temperature, for programs that take a softmax by themselves and would
   * not know the temperature: what they show are calibrated probabilities.
   */
  SCALED_LOGITS
}
