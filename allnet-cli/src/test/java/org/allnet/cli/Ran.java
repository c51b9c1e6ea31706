package org.allnet.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did, seen from outside. */
record Ran(int exitCode, String out, String err) {

  static Ran allnet(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = new AllnetProgram(new PrintWriter(out), new PrintWriter(err), false).run(words);
    return new Ran(code, out.toString(), err.toString());
  }
}
