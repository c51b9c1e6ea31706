package org.allnet.cli.terminal;

/**
 * An option that several commands have: it is declared once, with its name and type, and each
 * command says in words of its own what it does there. {@link SharedOptionWords} shows them.
 */
public abstract class SharedOption {

  private final String words;

  /**
   * For the options.
   *
   * @param words what the option does in the command that has it, as a help text
   */
  protected SharedOption(String words) {
    this.words = words;
  }

  final String words() {
    return words;
  }
}
